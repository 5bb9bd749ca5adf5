import type { Invariant } from '../invariant.ts';
import type { MadeCall, RunRecord } from '../record/run-record.ts';
import { type Attributes, placeOf } from '../record/writes.ts';

/** What changes AWS or the table. */
const CHANGES =
  /^(codedeploy:(Create|Stop|Continue)|appconfig:(Start|Create)|cloudfront:Update|ecs:(Update|Stop|Continue|Register)|cloudformation:(Create|Execute|Delete|Cancel)|codebuild:StartBuild|synthetics:Start|fis:Start|outside:Request|states:StartExecution|lambda:(Update|Publish)|s3:(Copy|Put)|dynamodb:(Put|Delete|Update))/;

/** Those that work for one release: the machines call them, or its deployment’s event does. */
const HANDS: ReadonlySet<string> = new Set([
  'ClaimRelease',
  'OpenGate',
  'DeployTarget',
  'RunTest',
  'WatchBake',
  'AwaitAnswer',
  'FinishWave',
  'PlanRollback',
  'RollBackTarget',
  'SettleRelease',
  'OnDeployment',
]);

/**
 * What may be written late: lines of the ledger, what was seen and judged, that nobody needs to settle the release any
 * more. A wait is registered before its function asks for the end, which takes it back then: that none stays is looked
 * at elsewhere.
 */
const RECORDS = /^(ledger|changes|judgings|exhibits|open|waits|alarm)#?/;

export const nothingAfterTheEnd: Invariant = {
  holds: 'after a release’s end no hand of it starts or writes anything but lines of the ledger',
  broken: (record) => {
    const ends = endsOf(record);
    const endedAt = new Map(record.report.releases.map((it) => [it.id, it.endedAt]));
    const releases = [...ends.keys()];
    return [...byInvocation(record.calls).values()].flatMap((calls) => {
      const own = releaseOf(calls, releases);
      return calls.flatMap((made) => {
        // Whoever leaves a stage looks for those who wait in front of it, and writes for them.
        const named = startedFor(made, releases);
        const release = named ?? (isHand(made) ? own : undefined);
        const end = release && ends.get(release);
        if (!end || made.at <= end || !made.tookEffect || isRecord(made)) return [];
        if (isLateProof(made) || isTheEnd(made, endedAt.get(release))) return [];
        const seconds = ((made.at - end) / 1000).toFixed(1);
        const what = `${made.call} ${placeOf(made) ?? ''}`.trim();
        return [`${made.functionName} called ${what} for ${release}, ${seconds} s after its end`];
      });
    });
  },
};

/** When each has ended, as others may know it whose clocks differ. One that a rule refused never was a release. */
function endsOf({ report, scenario }: RunRecord): Map<string, number> {
  const slack = scenario.clocks.length > 0 ? 12_000 : 2_000;
  return new Map(
    report.releases.flatMap(({ id, outcome, endedAt }) =>
      endedAt === null || outcome === 'Refused' ? [] : [[id, Date.parse(endedAt) + slack] as const],
    ),
  );
}

function byInvocation(calls: readonly MadeCall[]): Map<string, MadeCall[]> {
  const changing = calls.filter(({ functionName }) => functionName !== undefined);
  return Map.groupBy(changing, ({ invocation }) => invocation ?? '');
}

/** The release that a run of a function is for: the first of which it asks; a claim asks for those before it too. */
function releaseOf(calls: readonly MadeCall[], releases: readonly string[]): string | undefined {
  const asked = calls.flatMap((made) => namedBy(made, releases) ?? []);
  return calls[0]?.functionName === 'ClaimRelease' ? asked.at(-1) : asked[0];
}

/** The release whose item, or wave, a call of the table names. */
function namedBy(made: MadeCall, releases: readonly string[]): string | undefined {
  const [, named] = /^(?:waves#|pipeline#\S+ release#)(\S+)/.exec(placeOf(made) ?? '') ?? [];
  return releases.find((id) => id === named);
}

function isHand({ functionName, call }: MadeCall): boolean {
  return HANDS.has(functionName ?? '') && CHANGES.test(call);
}

/** Whoever else starts something says for which release; its own items are nobody else's either. */
function startedFor(made: MadeCall, releases: readonly string[]): string | undefined {
  if (!CHANGES.test(made.call)) return undefined;
  if (placeOf(made) !== undefined) return namedBy(made, releases);
  const text = JSON.stringify(made.input);
  return releases.find((id) => new RegExp(`${id}(?!\\d)`).test(text));
}

function isRecord(made: MadeCall): boolean {
  return RECORDS.test(placeOf(made) ?? '');
}

/** The end bears the time at which it was decided: where its write hangs, it is there later, and is the end itself. */
function isTheEnd(made: MadeCall, at: string | null | undefined): boolean {
  const { Item } = made.input as { Item?: Attributes };
  const said = Item?.item?.M;
  return said?.status?.S === 'ended' && at !== null && said.end?.M?.at?.S === at;
}

/**
 * Of a release that was left dirty with a deployment that ran on, its end tells at last what the target runs: whoever
 * hears of it ends the intent, with its line in the ledger, and forgets that it was not proven.
 */
function isLateProof(made: MadeCall): boolean {
  if (made.functionName !== 'OnDeployment') return false;
  const place = placeOf(made) ?? '';
  if (made.call === 'dynamodb:DeleteItem') return /^unproven(#\d)? deployment#/.test(place);
  const { Item } = made.input as { Item?: Attributes };
  const isEnded = Item?.item?.M?.intent?.M?.status?.S === 'ended';
  return / target#/.test(place) && isEnded && JSON.stringify(Item).includes(LATE_PROOF);
}

const LATE_PROOF = ', after its release had ended';
