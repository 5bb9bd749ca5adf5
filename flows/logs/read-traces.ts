// The traces of exactly the revision of a release, on the targets of its waves that have it.

import type { MemberAccess } from '../../aws/sts.ts';
import { tracesThat } from '../../aws/trace-summaries.ts';
import { isFailure } from '../../core/failure.ts';
import { keys } from '../../core/keys.ts';
import { type Brought, broughtBy } from '../../core/logs/brought.ts';
import { type FoundTrace, linkOfTrace, whoseTrace, worstFirst } from '../../core/logs/trace.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { hasOpened, type OpenedWave } from '../../core/wave.ts';
import type { Ports } from '../ports.ts';
import { sideBySide } from '../side-by-side.ts';
import { endOf, type LogsWanted, nothingOf } from './read-logs.ts';

export interface ToldTrace extends FoundTrace {
  readonly target: string;
  readonly link: string;
}

export interface ToldTraces {
  readonly traces: readonly ToldTrace[];
  readonly notices: readonly string[];
}

/** Of each target: who looks at more of them looks in X-Ray. */
const MOST_TOLD = 20;
const MOST_READ = 5_000;

export async function readTraces(
  ports: Pick<Ports, 'table'>,
  access: MemberAccess,
  wanted: LogsWanted,
): Promise<ToldTraces> {
  const found = await sideBySide(wanted.waves, async (wave) => {
    if (!hasOpened(wave)) return [nothingOf(wave)];
    const targets = wave.plan.targets.filter(
      ({ name }) => wanted.target === undefined || wanted.target === name,
    );
    return sideBySide(targets, (target) => ofTarget(ports, access, wanted, wave, target));
  });
  const all = found.flat().map((each) => ({ traces: [], ...each }) as ToldTraces);
  const traces = all.flatMap((each) => each.traces);
  const order = new Map(worstFirst(traces).map(({ id }, index) => [id, index]));
  return {
    traces: [...traces].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
    notices: [...new Set(all.flatMap((each) => each.notices))],
  };
}

async function ofTarget(
  { table }: Pick<Ports, 'table'>,
  access: MemberAccess,
  wanted: LogsWanted,
  wave: OpenedWave,
  target: TargetDefinition,
): Promise<ToldTraces> {
  const { release } = wanted;
  const item = await table.get(keys.target(release.pipeline, target.name));
  const brought = broughtBy(item, release.id);
  const untold = (why: string) => ({
    traces: [],
    notices: [`${target.name}: nothing is told of it: ${why}`],
  });
  if (brought === undefined) return untold('it has nothing of the release, or it is not kept');
  const from = Math.max(Date.parse(wave.openedAt), wanted.since ?? 0);
  const span = { from, until: endOf(wanted, wave), most: MOST_READ };
  try {
    const said = await tracesThat(access, target, annotatedBy(release.id), span);
    const own = await ownOf(access, wave, target, brought, span);
    const found = new Map([...said.traces, ...own.traces].map((trace) => [trace.id, trace]));
    const told = worstFirst([...found.values()])
      .slice(0, MOST_TOLD)
      .map((trace) => ({
        ...trace,
        target: target.name,
        link: linkOfTrace(trace.id, target.region),
      }));
    const more = found.size - told.length;
    const notices = [
      ...own.notices.map((notice) => `${target.name}: ${notice}`),
      ...(more > 0 ? [`${target.name}: ${more} more, which went better`] : []),
    ];
    return { traces: told, notices };
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    return {
      traces: [],
      notices: [`${target.name}: nothing is told of it just now: ${thrown.message}`],
    };
  }
}

/** What a team's own code says of its traces: `deployment.id` of OpenTelemetry, or the same word as ours. */
function annotatedBy(release: string): string {
  return `annotation[deployment.id] = "${release}" OR annotation.release = "${release}"`;
}

async function ownOf(
  access: MemberAccess,
  { deployedAt }: OpenedWave,
  target: TargetDefinition,
  { version }: Brought,
  span: Parameters<typeof tracesThat>[3],
): Promise<{ readonly traces: readonly FoundTrace[]; readonly notices: readonly string[] }> {
  if (target.lambda === undefined || version === undefined)
    return {
      traces: [],
      notices: [
        'X-Ray tells its revisions apart only by an annotation deployment.id of its own code, with the release’s id',
      ],
    };
  const { function: name } = target.lambda;
  const expression = `service(id(name: ${JSON.stringify(name)}, type: "AWS::Lambda::Function"))`;
  const { traces, isCut } = await tracesThat(access, target, expression, span);
  const wholeSince = deployedAt === undefined ? undefined : Date.parse(deployedAt);
  const whose = Map.groupBy(traces, (trace) => whoseTrace(trace, { name, version, wholeSince }));
  const unknown = whose.get('unknown')?.length ?? 0;
  return {
    traces: whose.get('ours') ?? [],
    notices: [
      ...(unknown > 0
        ? [
            `${unknown} traces from while its traffic moved are left out: X-Ray does not say of which version they are`,
          ]
        : []),
      ...(isCut ? [`more than ${MOST_READ} traces: the last of them were looked at`] : []),
    ],
  };
}
