#!lua name=events
-- What Redis is compared with where it is to keep what Daybook keeps: an id is good once, and an event is
-- found by its subject, type, kind, actor and time. Events are eight arguments each, and are stored all, or
-- none of them.
redis.register_function('append', function(_, args)
  local count = #args / 8
  local position = redis.call('INCRBY', 'size', count) - count
  for at = 1, #args, 8 do
    position = position + 1
    local id, source, type, kind, subject, actor, occurred, entry = unpack(args, at, at + 7)
    if redis.call('HSETNX', 'ids', id .. ' ' .. source, position) == 0 then
      for before = 1, at - 8, 8 do
        redis.call('HDEL', 'ids', args[before] .. ' ' .. args[before + 1])
      end
      redis.call('DECRBY', 'size', count)
      return redis.error_reply('this id is known')
    end
  end
  position = position - count
  for at = 1, #args, 8 do
    position = position + 1
    local id, source, type, kind, subject, actor, occurred, entry = unpack(args, at, at + 7)
    redis.call('XADD', 'events', position .. '-0', 'e', entry)
    redis.call('RPUSH', 's:' .. subject, position)
    redis.call('RPUSH', 't:' .. type, position)
    redis.call('RPUSH', 'k:' .. kind, position)
    redis.call('RPUSH', 'a:' .. actor, position)
    redis.call('ZADD', 'occurred', 0, occurred .. ' ' .. position)
  end
  return position
end)
