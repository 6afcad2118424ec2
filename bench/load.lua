-- What wrk sends: the requests of a file in turn, each a line with its length in bytes and then
-- its bytes. Arguments: the file; the number of the first one to send; how many to send a second,
-- 0 for as many as are answered.

local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanos; } moment;
  int clock_gettime(int clock, moment *now);
]]
local MONOTONIC = 1
local moment = ffi.new("moment")

local requests = {}
local sent = 0
local interval = 0
local due = 0

local function now_millis()
  ffi.C.clock_gettime(MONOTONIC, moment)
  return tonumber(moment.seconds) * 1000 + tonumber(moment.nanos) / 1e6
end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  for length in function() return file:read("*l") end do
    requests[#requests + 1] = file:read(tonumber(length))
  end
  file:close()
  sent = tonumber(args[2])
  local rate = tonumber(args[3])
  if rate > 0 then
    interval = 1000 / rate
    -- Loaded only here: wrk waits a millisecond's timer for each request as soon as it is there.
    delay = function()
      local now = now_millis()
      if due == 0 then
        due = now
      end
      due = due + interval
      return math.max(0, math.floor(due - now))
    end
  end
end

function request()
  sent = sent + 1
  return requests[(sent - 1) % #requests + 1]
end

function done(summary, latency, requests)
  print(string.format(
    "RESULT answers=%d micros=%d p50=%d p99=%d p999=%d refused=%d broken=%d",
    summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
