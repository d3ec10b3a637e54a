#!lua name=events
-- What Redis is compared with where it is to keep what Daybook keeps: an id is good once, and an event is
-- found by its subject, type, kind, actor and time. All of one call is synced together.
redis.register_function('append', function(_, args)
  local id, source, type, kind, subject, actor, occurred, entry = unpack(args)
  local position = redis.call('INCR', 'size')
  if redis.call('HSETNX', 'ids', id .. ' ' .. source, position) == 0 then
    return redis.error_reply('this id is known')
  end
  redis.call('XADD', 'events', position .. '-0', 'e', entry)
  redis.call('RPUSH', 's:' .. subject, position)
  redis.call('RPUSH', 't:' .. type, position)
  redis.call('RPUSH', 'k:' .. kind, position)
  redis.call('RPUSH', 'a:' .. actor, position)
  redis.call('ZADD', 'occurred', 0, occurred .. ' ' .. position)
  return position
end)
