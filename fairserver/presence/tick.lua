-- Every process calls it often; it does its work at most once in each interval, for all of them together:
-- remove the people of one ended process, then announce every changed path in one message.
--
-- ARGV[1]  interval, ms
-- ARGV[2]  lease, ms
-- ARGV[3]  channel of announcements
-- ARGV[4]  most people removed, and most paths announced, in one call
--
-- Published: JSON [epoch, version, version before, whether nothing is left to announce, {path: counted people}]
-- Returns "later", "done", or "more": call again at once.

local interval, lease, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[4])
local since = now - tonumber(redis.call('GET', P .. ':ticked') or '0')
if since >= 0 and since < interval then
  return 'later'
end
redis.call('SET', P .. ':ticked', now)

if since < 0 or since > lease / 2 then
  -- No tick for long: Redis was stopped, or its clock was set. Every process gets one more lease to report.
  for _, process in ipairs(redis.call('ZRANGE', P .. ':leases', 0, -1)) do
    redis.call('ZADD', P .. ':leases', now + lease, process)
  end
end

local dead = redis.call('ZRANGEBYSCORE', P .. ':leases', '-inf', now, 'LIMIT', 0, 1)[1]
if dead then
  redis.call('ZREM', P .. ':leases', dead)
  redis.call('SADD', P .. ':dying', dead)
end
local dying = redis.call('SRANDMEMBER', P .. ':dying')
if dying then
  for _, entry in ipairs(redis.call('SPOP', P .. ':of:' .. dying, most)) do
    local marked, person = string.match(entry, '^(.*) (.*)$')
    gone(marked, person)
    changed(marked)
  end
  if redis.call('EXISTS', P .. ':of:' .. dying) == 1 then
    redis.call('SET', P .. ':ticked', now - interval)
    return 'more'
  end
  redis.call('SREM', P .. ':dying', dying)
  redis.call('HDEL', P .. ':said', dying)
end

local held = tonumber(redis.call('GET', P .. ':held') or '0') - now
if held > 0 and held <= lease then
  return 'done'
end
redis.call('DEL', P .. ':held', P .. ':expected')
local paths = redis.call('SPOP', P .. ':changed', most)
if #paths == 0 then
  return 'done'
end
local counts = {}
for _, path in ipairs(paths) do
  local people = redis.call('HLEN', P .. ':at:+' .. path)
  counts[path] = people
  if people > 0 then
    redis.call('HSET', P .. ':counts', path, people)
  else
    redis.call('HDEL', P .. ':counts', path)
  end
end
local before = tonumber(redis.call('GET', P .. ':version') or '0')
local version = math.max(now, before + 1)
redis.call('SET', P .. ':version', version)
local whole = redis.call('SCARD', P .. ':changed') == 0
redis.call('PUBLISH', ARGV[3], cjson.encode({redis.call('GET', P .. ':epoch') or '', version, before, whole, counts}))
if whole then
  return 'done'
end
redis.call('SET', P .. ':ticked', now - interval)
return 'more'
