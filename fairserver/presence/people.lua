-- Shared by the scripts beside it, and put before each.
--
-- KEYS[1]  the prefix P of every key below, in hash-tag braces
--
-- P:leases          zset  process → until when it lives without a word (ms of Redis' clock)
-- P:said            hash  process → number of its newest call
-- P:dying           set   processes whose people are being taken out
-- P:of:<process>    set   "<mark><path> <person>" as that process last reported
-- P:at:<mark><path> hash  person → number of processes that have the person there
-- P:changed         set   paths to announce
-- P:counts          hash  path → counted people, as last announced
-- P:epoch           string  drawn when this memory began
-- P:version         string  of the newest announcement; never goes back while anyone remembers it
-- P:ticked          string  when the last tick was (ms)
-- P:held            string  until when nothing is announced (ms)
-- P:expected        set   workers that were known before the memory was lost and have not come back
--
-- A mark is "+" for people who are counted, "-" for the others; a person may be both in one path.

local P = KEYS[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

-- Both answer a repeated call with nothing done: the process's own set tells what it reported before.
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
