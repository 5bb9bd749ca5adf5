// What a build of CodeBuild logs: one that brings a revision somewhere, or one that is a test.

import type { Place } from '../../aws/clients.ts';
import { logEvents } from '../../aws/log-events.ts';
import { logOfBuild } from '../../aws/logs-of-builds.ts';
import type { MemberAccess } from '../../aws/sts.ts';
import type { Told } from '../../core/logs/log-line.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { cutNotice, type LogsOf, MOST_LINES, type Span } from './looking.ts';

export const ofJob: LogsOf<TargetOf<'job'>> = async (
  access,
  { target, brought, text, ...span },
) => {
  const { deployment } = brought;
  if (deployment === undefined)
    return {
      lines: [],
      notices: [
        `${target.name}: nothing is told of it: which job brought the release there is not kept any more`,
      ],
    };
  return logsOfBuild(access, { of: target.name, place: target, build: deployment, text, ...span });
};

export async function logsOfBuild(
  access: MemberAccess,
  {
    of,
    place,
    build,
    from,
    until,
    text,
  }: Span & {
    readonly of: string;
    readonly place: Place;
    readonly build: string;
    readonly text: string | undefined;
  },
): Promise<Told> {
  const log = await logOfBuild(access, place, build);
  const notice = (what: string): Told => ({ lines: [], notices: [`${of}: ${what}`] });
  if (log === undefined) return notice(`there is no build ${build} any more`);
  const { group, stream } = log;
  if (group === undefined || stream === undefined)
    return notice(`build ${build} logs nothing to CloudWatch Logs, or nothing yet`);
  const wanted = { group, streams: { names: [stream] }, from, until, text, most: MOST_LINES };
  const found = await logEvents(access, place, wanted);
  if (found === undefined) return notice(`there is no log group ${group} yet`);
  const resource = `build ${build.slice(build.lastIndexOf('/') + 1)}`;
  const lines = found.events.map(({ id, at, text: said }) => ({
    id,
    at,
    of,
    resource,
    text: said,
  }));
  return { lines, notices: found.isCut ? [cutNotice(of)] : [] };
}
