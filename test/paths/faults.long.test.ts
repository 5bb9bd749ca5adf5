// Calls that are throttled, or fail after they took effect, at every kind of call of every function: the same ends.

import { readStack } from '../../simulation/stack/read-stack.ts';
import { home } from '../../simulation/world/place.ts';
import { shareOf } from '../share.ts';
import {
  callsByRound,
  expectTheSameEnds,
  made,
  pipeline,
  scenario,
  undisturbed,
} from './fault-rounds.ts';
import { play } from './played.ts';

test('undisturbed, every function is called, and all ends well', async () => {
  // FindBuilds runs once an hour, SealLedgers four times a day, the board is read and a command given by a person, who
  // also answers a bake that could not be judged, and what is pushed, built elsewhere, shifts without CodeDeploy, is a
  // service, has hooks or is tested by anything but builds is another pipeline's: they have tests of their own.
  const others =
    'AwaitAnswer Board CallElsewhere FindBuilds OnAnswer OnCodePipeline OnDefine OnImage OnLet OnObject OnPush OnRequest OnSchedule OnService OnStop OnTest RunHook SealLedgers ShiftTraffic StopByWidget'.split(
      ' ',
    );
  const functions = readStack(home).functions.filter(({ name }) => !others.includes(name));

  expect([...made.keys()].toSorted()).toEqual(functions.map(({ name }) => name).toSorted());
  await expectTheSameEnds(undisturbed);
});

describe.each(shareOf(callsByRound, 3))('round %i of calls', (_round, calls) => {
  test('throttled for longer than the SDK tries, they are made again by the machine', async () => {
    const faults = calls.map((each) => ({ ...each, how: 'throttled', times: 5 }));

    await expectTheSameEnds(await play(pipeline, { ...scenario, calls: faults }));
  });

  test('failing after they took effect, they take effect once', async () => {
    const faults = calls.map((each) => ({ ...each, how: 'failsAfterEffect' }));

    await expectTheSameEnds(await play(pipeline, { ...scenario, calls: faults }));
  });
});
