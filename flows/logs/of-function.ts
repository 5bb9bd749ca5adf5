// What a version of a function logs.

import { logEvents } from '../../aws/log-events.ts';
import { logGroupOf, usualGroupOf } from '../../aws/logs-of-functions.ts';
import { streamsOfVersion } from '../../core/logs/log-line.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { cutNotice, type LogsOf, MOST_LINES } from './looking.ts';

export const ofFunction: LogsOf<TargetOf<'lambda'> | TargetOf<'alias'>> = async (
  access,
  { target, brought: { version }, from, until, text },
) => {
  const { function: name } = target.lambda;
  if (version === undefined)
    return { lines: [], notices: [`${target.name}: no version is known yet`] };
  const group = await logGroupOf(access, target, name, version);
  if (group === undefined)
    return { lines: [], notices: [`${target.name}: there is no function ${name} any more`] };
  const isShared = group !== usualGroupOf(name);
  const lines = [];
  const notices = [];
  for (const prefix of streamsOfVersion({ name, version, isShared }, { from, until })) {
    const most = MOST_LINES - lines.length;
    const wanted = { group, streams: { prefix }, from, until, text, most };
    const found = await logEvents(access, target, wanted);
    if (found === undefined) {
      notices.push(
        `${target.name}: there is no log group ${group} yet: version ${version} has logged nothing`,
      );
      break;
    }
    for (const { id, at, stream, text: said } of found.events) {
      const environment = stream.slice(stream.indexOf(']') + 1).replace(/^\[|\]$/g, '');
      const resource = `${name}:${version} ${environment.slice(0, 8)}`;
      lines.push({ id, at, of: target.name, resource, text: said });
    }
    if (found.isCut) {
      notices.push(cutNotice(target.name));
      break;
    }
  }
  return { lines, notices };
};
