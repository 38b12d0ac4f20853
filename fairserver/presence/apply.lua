-- One process reports who came and left, asks for paths to be announced again, and renews its lease. May be repeated.
--
-- ARGV[1]  process
-- ARGV[2]  number of this call: a call that was delayed in an old connection arrives late and is ignored
-- ARGV[3]  lease, ms
-- ARGV[4]  JSON [[<mark><path>, [persons who came], [persons who left]], …], at most 500 persons
-- ARGV[5]  JSON [path to announce again, …]
--
-- Returns {"again"} when Redis does not know the process, which must then report everything by assert.lua;
--         {"ok", process, …} with every process that has a lease, when there was nothing to report; else {"ok"}.

local process = ARGV[1]
if not redis.call('ZSCORE', P .. ':leases', process) then
  return {'again'}
end
if tonumber(ARGV[2]) <= tonumber(redis.call('HGET', P .. ':said', process) or '0') then
  return {'ok'}
end
redis.call('HSET', P .. ':said', process, ARGV[2])
redis.call('ZADD', P .. ':leases', now + tonumber(ARGV[3]), process)

local transitions, again = cjson.decode(ARGV[4]), cjson.decode(ARGV[5])
for _, transition in ipairs(transitions) do
  local marked = transition[1]
  for _, person in ipairs(transition[2]) do
    come(process, marked, person)
  end
  for _, person in ipairs(transition[3]) do
    leave(process, marked, person)
  end
  changed(marked)
end
for _, path in ipairs(again) do
  redis.call('SADD', P .. ':changed', path)
end
if #transitions == 0 then
  local living = redis.call('ZRANGE', P .. ':leases', 0, -1)
  table.insert(living, 1, 'ok')
  return living
end
return {'ok'}
