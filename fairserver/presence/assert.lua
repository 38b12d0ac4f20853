-- A process tells Redis everything it has, under a new name, in calls of at most 500 persons.
-- Its earlier self is retired by the last call, so nobody drops out of a count in between.
--
-- ARGV[1]  process: "<worker>.<how often it has asserted itself>"
-- ARGV[2]  lease, ms
-- ARGV[3]  "first" | "more" | "last" | "only" (first and last)
-- ARGV[4]  JSON [[<mark><path>, [persons]], …]
-- ARGV[5]  earlier self, "" if none
-- ARGV[6]  JSON [worker it knew of, …]
-- ARGV[7]  the newest version it has seen
-- ARGV[8]  random: the epoch, should this memory be a new one
--
-- Returns "ok".

local process, lease, part = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local worker = string.match(process, '^(.*)%.')

if redis.call('EXISTS', P .. ':epoch') == 0 then
  -- Redis lost its memory. Nothing is announced before everybody known is back, or has had a lease to be.
  redis.call('SET', P .. ':epoch', ARGV[8])
  redis.call('SET', P .. ':held', now + lease)
  for _, other in ipairs(cjson.decode(ARGV[6])) do
    redis.call('SADD', P .. ':expected', other)
  end
end
local version = redis.call('GET', P .. ':version') or '0'
if tonumber(ARGV[7]) > tonumber(version) then
  redis.call('SET', P .. ':version', ARGV[7])
end

redis.call('ZADD', P .. ':leases', now + lease, process)
for _, edge in ipairs(cjson.decode(ARGV[4])) do
  for _, person in ipairs(edge[2]) do
    come(process, edge[1], person)
  end
  changed(edge[1])
end

if part == 'last' or part == 'only' then
  redis.call('SREM', P .. ':expected', worker)
  if redis.call('SCARD', P .. ':expected') == 0 then
    redis.call('DEL', P .. ':held')
  end
  if ARGV[5] ~= '' and redis.call('ZREM', P .. ':leases', ARGV[5]) == 1 then
    redis.call('SADD', P .. ':dying', ARGV[5])
  end
end
return 'ok'
