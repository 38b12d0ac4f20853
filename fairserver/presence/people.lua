-- The keys and functions that the scripts of this folder share; its text is put before each of them.
--
-- KEYS[1]  the prefix P of every key below, in hash-tag braces
--
-- P:leases          zset  process → end of its lease (ms of Redis' clock)
-- P:said            hash  process → number of its newest call
-- P:dying           set   processes that have ended and whose people are being removed
-- P:of:<process>    set   "<mark><path> <person>" as that process last reported
-- P:at:<mark><path> hash  person → number of processes that have the person there
-- P:changed         set   paths to announce
-- P:counts          hash  path → counted people, as last announced
-- P:epoch           string  random, made when this memory of Redis began
-- P:version         string  of the newest announcement; never goes back while anyone remembers it
-- P:ticked          string  when the last tick was (ms)
-- P:held            string  until when nothing is announced (ms): Redis lost its memory
-- P:expected        set   workers that were known before the memory was lost and have not reported again
--
-- A mark is "+" for people who are counted, "-" for the others; a person may be both in one path.

local P = KEYS[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

-- `come` and `leave` do nothing when repeated: the set of the process says what it has reported before.
local function come(process, marked, person)
  if redis.call('SADD', P .. ':of:' .. process, marked .. ' ' .. person) == 1 then
    redis.call('HINCRBY', P .. ':at:' .. marked, person, 1)
  end
end

local function gone(marked, person)
  local at = P .. ':at:' .. marked
  if redis.call('HINCRBY', at, person, -1) <= 0 then
    redis.call('HDEL', at, person)
  end
end

local function leave(process, marked, person)
  if redis.call('SREM', P .. ':of:' .. process, marked .. ' ' .. person) == 1 then
    gone(marked, person)
  end
end

local function changed(marked)
  redis.call('SADD', P .. ':changed', string.sub(marked, 2))
end
