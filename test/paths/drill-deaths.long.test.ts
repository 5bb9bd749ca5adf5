// Functions that die, or whose calls are lost, in the middle of a rollback drill: its end stays the same.

import { shareOf } from '../share.ts';
import { build, target } from './pipelines.ts';
import { type Played, play } from './played.ts';

const TWO = `pipeline: shop
source: { project: shop-build }
stages:
  - name: gamma
    targets: [${target('a')}, ${target('b')}]
    tests: [{ name: way-back, drill: 2m }]
`;
const DAY = { baseline: 'old', builds: [build('new')] };
const DRILLING = ['WatchBake', 'RollBackTarget', 'DeployTarget'];

interface Call {
  readonly function: string;
  readonly call: string;
  /** Which of its kind. */
  readonly onCall: number;
}

/** Every call of the functions that a drill is made of. */
function callsOf({ calls }: Played): Call[] {
  const counts = new Map<string, number>();
  return calls.flatMap(({ functionName = '', service, operation }) => {
    if (!DRILLING.includes(functionName)) return [];
    const call = `${service}:${operation}`;
    const onCall = (counts.get(`${functionName} ${call}`) ?? 0) + 1;
    counts.set(`${functionName} ${call}`, onCall);
    return [{ function: functionName, call, onCall }];
  });
}

const all = callsOf(await play(TWO, DAY));
/** One of so many: `DRILL_EVERY=1` has both runs play them all. */
const EVERY = Number(process.env.DRILL_EVERY ?? 5);
const sample = shareOf(
  all.filter((_, index) => index % EVERY === 0),
  32,
);

test.each(
  sample.flatMap((each) => (['before', 'after'] as const).map((dies) => [dies, each] as const)),
)('who dies %s %j is followed by another, and nothing is moved twice', async (dies, call) => {
  const played = await play(TWO, { ...DAY, deaths: [{ ...call, dies }] });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(played.report.targets).toEqual({ a: 'new', b: 'new' });
  const begun = played.report.ledger.filter(({ event }) => event === 'DeploymentStarted');
  expect(begun).toHaveLength(6);
  const ended = played.report.ledger.filter(({ event }) => event === 'LegEnded');
  expect(ended).toHaveLength(4);
  expect(await played.leftBehind()).toEqual([]);
});
