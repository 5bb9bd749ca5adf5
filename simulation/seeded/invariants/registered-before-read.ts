import { isOfTidegate } from '../../../core/stack-contents.ts';
import type { Invariant } from '../invariant.ts';
import type { MadeCall, RunRecord } from '../record/run-record.ts';
import { placeOf, type Write, writesOf } from '../record/writes.ts';

/** What is handed a token and waits for nothing before it has registered it. */
const HANDED = /^(OpenGate|WatchBake|AwaitAnswer|RunTest)$/;

/** No function lives longer: a fault that came later was no fault of it. */
const LONGEST_LIFE_MILLIS = 900_000;

export const registeredBeforeRead: Invariant = {
  holds: 'a token is registered, and what it waits for is read after that, or it is answered',
  broken: (record) => {
    const sealedAt = sealsOf(record);
    const runs = Map.groupBy(
      record.calls.filter(({ functionName }) => functionName !== undefined),
      ({ invocation }) => invocation ?? '',
    );
    return [...runs.values()].flatMap((calls) => {
      const ended = calls.at(-1)?.at ?? 0;
      const wave = calls.map(waveOf).find(Boolean);
      // Who finds the release ended goes no further, nor does whoever dies or is refused an answer.
      if (wave === undefined || (sealedAt.get(wave) ?? Infinity) <= ended) return [];
      if (wasDisturbed(record, calls)) return [];
      return [...unread(calls), ...unregistered(calls)];
    });
  },
};

/** When each wave was sealed, as `waves#RELEASE 0003`. */
function sealsOf(record: RunRecord): Map<string, number> {
  const seals = writesOf(record).filter(({ item }) => item?.M?.sealedAt !== undefined);
  return new Map(seals.reverse().map(({ pk, sk, at }) => [`${pk} ${sk}`, at]));
}

function waveOf(made: MadeCall): string | undefined {
  const place = placeOf(made);
  return place?.startsWith('waves#') ? place : undefined;
}

function wasDisturbed({ faults }: RunRecord, calls: readonly MadeCall[]): boolean {
  const [first] = calls;
  if (first === undefined) return false;
  return faults.some(
    ({ of, at }) =>
      of.startsWith(`${first.functionName} `) &&
      at >= first.at - LONGEST_LIFE_MILLIS &&
      at <= first.at + LONGEST_LIFE_MILLIS,
  );
}

/** Tokens that were registered, and what they wait for was not read after that. */
function unread(calls: readonly MadeCall[]): string[] {
  return writesOf({ calls })
    .filter(({ call, pk }) => call === 'dynamodb:PutItem' && /^waits/.test(pk))
    .filter((wait) => {
      const later = calls.slice(calls.findIndex(isSame(wait)) + 1);
      return !isLookedAfter(wait, later) && !isAnswered(wait, later);
    })
    .map(({ functionName, sk }) => `${functionName} registered ${sk}, and did not look after that`);
}

/** What tells of a deployment by its name. */
const READ =
  /^(codedeploy:(Batch)?GetDeployments?|codebuild:BatchGetBuilds|ecs:DescribeServiceDeployments|cloudformation:Describe(ChangeSet|Stacks|StackEvents))$/;

const isSame =
  ({ at, input }: Write) =>
  (made: MadeCall) =>
    made.at === at && made.input === input;

/** A gate that a quarantine keeps shut for good is answered before anybody asks for its stage. */
function isAnswered({ item }: Write, later: readonly MadeCall[]): boolean {
  const token = item?.M?.token?.S;
  return later.some(
    ({ call, input }) =>
      /^states:SendTask(Success|Failure)$/.test(call) &&
      token !== undefined &&
      (input as { taskToken?: string }).taskToken === token,
  );
}

function isLookedAfter({ sk }: Write, later: readonly MadeCall[]): boolean {
  const [kind = '', ...names] = sk.split('#');
  const named = names.at(-1) ?? '';
  const asks = (call: RegExp) =>
    later.some((made) => call.test(made.call) && JSON.stringify(made.input).includes(named));
  // What Tidegate shifts itself is what its alias says.
  if (named.startsWith('shift-'))
    return later.some(({ call }) =>
      /^(lambda:GetAlias|states:DescribeStateMachineAlias)$/.test(call),
    );
  // A site is switched by its distribution; a configuration's deployment has a number in its environment.
  if (named.startsWith('switch-'))
    return later.some(({ call }) => call === 'cloudfront:GetDistribution');
  if (/^[^/]+\/[^/]+\/\d+$/.test(named))
    return later.some(({ call }) => call === 'appconfig:GetDeployment');
  // What becomes of a change set is asked of its stack; an operation on a StackSet answers by its id.
  if (isOfTidegate(named))
    return (
      later.some(({ call }) => call === 'cloudformation:DescribeStacks') ||
      asks(/^cloudformation:DescribeStackSetOperation$/)
    );
  if (kind === 'deployment') return asks(READ);
  if (kind === 'test' && !named.startsWith('drill:')) {
    const { call, names: isNamed } = readOfTest(named);
    return isNamed ? asks(call) : later.some((made) => call.test(made.call));
  }
  // Tests of slices wait for these first: they are read before the stage is asked.
  const own = ` ${named.padStart(4, '0')}`;
  if (kind === 'gate')
    return later.some(
      (made) =>
        / stage#/.test(placeOf(made) ?? '') || (waveOf(made) && !waveOf(made)?.endsWith(own)),
    );
  // Of its wave whoever registers asks whether it is sealed; whoever looks reads it again.
  return later.filter((made) => waveOf(made) !== undefined).length > 1;
}

interface ReadOfTest {
  readonly call: RegExp;
  /** Whether it names what the run is known by. */
  readonly names: boolean;
}

/** What tells of a run of a test: of a third party, that it is asked. */
const READS_OF_TESTS: Readonly<Record<string, ReadOfTest>> = {
  'canaries:': { call: /^synthetics:GetCanaryRuns$/, names: false },
  'experiment:': { call: /^fis:GetExperiment$/, names: false },
  'https:': { call: /^(outside:Request|ssm:GetParameter)$/, names: false },
  'arn:aws:states:': { call: /^states:DescribeExecution$/, names: true },
};

function readOfTest(run: string): ReadOfTest {
  const found = Object.entries(READS_OF_TESTS).find(([kind]) => run.startsWith(kind));
  return found ? found[1] : { call: /^codebuild:BatchGetBuilds$/, names: true };
}

/** Tokens that nobody can find, whatever happens: they were neither registered nor answered. */
function unregistered(calls: readonly MadeCall[]): string[] {
  const name = calls[0]?.functionName ?? '';
  if (!HANDED.test(name)) return [];
  const isKept = calls.some(
    (made) =>
      /^states:SendTask/.test(made.call) ||
      (made.call === 'dynamodb:PutItem' && /^waits/.test(placeOf(made) ?? '')),
  );
  return isKept ? [] : [`${name} neither registered its token nor answered it`];
}
