-- A process reports all its people under a new name, in several calls of at most 500 persons.
-- The last call retires its earlier name, so that no person is missing from a count in between.
--
-- ARGV[1]  process: "<worker>.<how often it has asserted itself>"
-- ARGV[2]  lease, ms
-- ARGV[3]  "first" | "more" | "last" | "only" (first and last)
-- ARGV[4]  JSON [[<mark><path>, [persons]], …]
-- ARGV[5]  its earlier name, "" if none
-- ARGV[6]  JSON [worker it knew of, …]
-- ARGV[7]  the newest version it has seen
-- ARGV[8]  random text: the epoch, if Redis has none
--
-- Returns "ok".

local process, lease, part = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local worker = string.match(process, '^(.*)%.')

if redis.call('EXISTS', P .. ':epoch') == 0 then
  -- Redis lost its memory. Nothing is announced until every known worker has reported again, or one lease has passed.
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
