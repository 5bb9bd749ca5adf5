// tidegate queue on a deployed Tidegate: a local one, over the wire.

import { ranges } from '../../core/keys.ts';
import { reportOf } from '../../simulation/report.ts';
import { home } from '../../simulation/world/place.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { standing } from './standing.ts';

const { world, ask, play, close } = await standing(oneTarget(), {
  builds: [{ at: '0s', revision: 'good' }],
  // What looks for lost builds fails as well: nothing but the letter tells of this one.
  calls: [
    { call: 'dynamodb:*', how: 'fails', function: 'OnBuild', for: '15m' },
    { call: 'dynamodb:*', how: 'fails', function: 'FindBuilds', for: '9h' },
  ],
});
await play();

afterAll(close);

interface Letter {
  readonly id: string;
  readonly function: string;
  readonly what: string;
  readonly reason: string;
  readonly event: object;
}

async function letters(): Promise<readonly Letter[]> {
  const { printed } = await ask('queue', '--json');
  return (JSON.parse(printed) as { letters: readonly Letter[] }).letters;
}

const ofBuilds = (all: readonly Letter[]) => all.filter((it) => it.function.endsWith('OnBuild'));

const outcomes = async () => (await reportOf(world)).releases.map(({ outcome }) => outcome);

test('what lies there is shown with its function and the reason, and lies there still', async () => {
  const { code, printed } = await ask('queue');
  const [letter] = ofBuilds(await letters());

  expect(code).toBe(0);
  expect(printed).toMatch(/tidegate-local-OnBuild +CodeBuild Build State Change +ServiceFailed: /);
  expect(letter).toMatchObject({ reason: expect.stringMatching(/^ServiceFailed: expected a /) });
  expect(ofBuilds(await letters())).toEqual([letter]);
});

test('an id that is none of those there is refused, and nothing is handed over', async () => {
  const asked = ask('queue', '--replay', 'nothing-of-that-name');

  await expect(asked).rejects.toThrow('expected all or the id of a dead letter');
  await expect(ask('queue', '--replay=')).rejects.toThrow('expected all or the id of');
  expect(ofBuilds(await letters())).toHaveLength(1);
});

test('the beginning of several ids means none of them, and both are told', async () => {
  world.aws.sqs.queues.create('twins-DeadLetters', home, {});
  const queue = world.aws.sqs.queues.find('twins-DeadLetters', home)!;
  for (const _ of Array.from({ length: 17 })) world.aws.sqs.queues.deliver(queue.arn, '{}', {});
  const twins = ['--queue', 'twins-DeadLetters'];
  const { letters: lying } = JSON.parse((await ask('queue', ...twins, '--json')).printed) as {
    letters: { id: string }[];
  };
  const firsts = lying.map(({ id }) => id.charAt(0));
  const shared = firsts.find((first, index) => firsts.indexOf(first) !== index)!;

  const asked = ask('queue', ...twins, '--replay', shared);

  await expect(asked).rejects.toThrow(/expected all or the id of one .* could mean \d+: \S+; \S+/);
});

test('handing over all of what is empty says that nothing lies there', async () => {
  world.aws.sqs.queues.create('empty-DeadLetters', home, {});

  const { code, printed } = await ask('queue', '--queue', 'empty-DeadLetters', '--replay', 'all');

  expect([code, printed.trim()]).toEqual([0, 'nothing: every event was taken']);
});

test('a letter that Lambda does not take stays', async () => {
  const [letter] = ofBuilds(await letters());
  const { queues } = world.aws.sqs;
  const queue = queues.find('tidegate-local-DeadLetters', home)!;
  const gone = {
    TARGET_ARN: 'arn:aws:lambda:us-east-1:111122223333:function:gone',
    ERROR_MESSAGE: '',
  };
  queues.deliver(queue.arn, JSON.stringify(letter!.event), gone);
  const [other] = (await letters()).filter((it) => it.function === 'gone');

  const { code, printed } = await ask('queue', '--replay', other!.id);

  expect(code).toBe(1);
  expect(printed).toContain('lies there still');
  expect((await letters()).map(({ id }) => id)).toContain(other!.id);
});

test('an event that is handed over again starts its release, and twice starts it once', async () => {
  const [letter] = ofBuilds(await letters());
  const { queues } = world.aws.sqs;
  const queue = queues.find('tidegate-local-DeadLetters', home)!;

  const reason = ['--reason', 'the table was throttled'];
  const { code, printed } = await ask('queue', '--replay', letter!.id, ...reason);
  await play();
  const once = await world.onlooker.table.list(ranges.ledger('shop'));
  // The same letter again: SQS delivers at least once.
  queues.deliver(queue.arn, JSON.stringify(letter!.event), {
    TARGET_ARN: 'arn:aws:lambda:us-east-1:111122223333:function:tidegate-local-OnBuild',
  });
  const again = await ask('queue', '--replay', ofBuilds(await letters())[0]!.id);
  await play();

  expect([code, again.code]).toEqual([0, 0]);
  expect(printed).toContain('handed over');
  expect(await outcomes()).toEqual(['Promoted']);
  expect(await world.onlooker.table.list(ranges.ledger('shop'))).toEqual(once);
  expect(ofBuilds(await letters())).toEqual([]);
  const handedOver = await world.onlooker.table.list(ranges.ledger(''));
  expect(handedOver.at(-2)).toMatchObject({
    event: 'LettersHandedOver',
    text: expect.stringMatching(
      new RegExp(
        `handed over again by .*: the table was throttled; ${letter!.id.slice(0, 8)} to .*OnBuild$`,
      ),
    ),
    person: { reason: 'the table was throttled', door: '/let/hand-over' },
  });
  expect(handedOver.at(-1)?.text).toContain('no reason given');
});

test('who cannot have it told hands nothing over', async () => {
  const { queues } = world.aws.sqs;
  const queue = queues.find('tidegate-local-DeadLetters', home)!;
  queues.deliver(queue.arn, JSON.stringify({ 'detail-type': 'any' }), {
    TARGET_ARN: 'arn:aws:lambda:us-east-1:111122223333:function:tidegate-local-OnBuild',
  });
  const [letter] = ofBuilds(await letters());

  const nowhere = 'http://127.0.0.1:9';
  const asked = ask('queue', '--replay', letter!.id, '--api', nowhere);

  await expect(asked).rejects.toThrow(/the command API at \S+ to answer/);
  expect(ofBuilds(await letters()).map(({ id }) => id)).toEqual([letter!.id]);
});
