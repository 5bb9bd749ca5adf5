// What CONTRIBUTING asks of every command: whoever repeats it after a death that nobody noticed does nothing twice.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { commandLine } from '../../../cli/verbs.ts';
import { pathOf } from '../../../core/command/permission.ts';
import { type CommandName, commandNames } from '../../../core/command/words.ts';
import { keys, ranges } from '../../../core/keys.ts';
import type { World } from '../../../simulation/world/world.ts';
import { oneTarget, target } from '../../paths/pipelines.ts';
import { ADA, closeAll, give, playOn, send, shop } from './commanded.ts';
import { noisy } from './noisy.ts';

afterAll(closeAll);

const SHOP = { pipeline: 'shop', reason: 'a test' };
const BARRED = { ...SHOP, what: '1' };
const EVERYWHERE = { scope: 'organisation', reason: 'a test' };
const BAKES = oneTarget({ bake: '{ for: 1h }' });

/** A release that bakes; with `minutes` enough it has ended. */
async function released(minutes: number, ...before: readonly (readonly [CommandName, object])[]) {
  const world = await shop();
  await playOn(world, minutes);
  for (const [command, body] of before) await give(world, command, body);
  return world;
}

const baking = () => released(40);
const promoted = () => released(140);

/** Its bake has no data: it waits for a person's answer. */
async function unanswered() {
  const of = target('live', { atLeast: 9 });
  const traffic = [{ target: 'live', requestsPerMinute: 0 }];
  const world = await shop({ traffic }, oneTarget({ of, bake: '{ for: 10m, answerWithin: 1h }' }));
  await playOn(world, 50);
  return world;
}

/** In front of a gate that only somebody's approval opens. */
async function unapproved() {
  const people = `policy: acme
people:
  ada: { git: [ada@example.com], principals: ["${ADA}"] }
roles: { keeper: [ada] }
`;
  const text = oneTarget({ more: 'approvals: { by: [keeper] }' });
  const world = await shop({ policies: [{ file: 'policy.yml' }] }, text, people);
  await playOn(world, 60);
  return world;
}

/** In front of a gate that opens on Saturday. */
async function early() {
  const windows = 'windows: [{ zone: UTC, days: [sat], from: "09:00", until: "16:00" }]';
  const of = `${target('live')}, ${target('west', { region: 'eu-west-1' })}`;
  const world = await shop({}, oneTarget({ of, more: windows }));
  await playOn(world, 60);
  return world;
}

const ACCEPTED = {
  ...{ pipeline: 'shop', alarm: 'live-errors', reason: 'a test' },
  until: '2026-11-30T09:00:00Z',
};

/** Where each command has something to do, and what it then carries. */
const GIVEN: Readonly<Record<CommandName, readonly [() => Promise<World>, object]>> = {
  hold: [baking, SHOP],
  'stop-the-line': [baking, EVERYWHERE],
  freeze: [baking, { ...EVERYWHERE, forSeconds: 3600 }],
  stop: [baking, SHOP],
  resume: [() => released(40, ['hold', SHOP]), { scope: 'pipeline:shop', reason: 'a test' }],
  start: [promoted, { ...SHOP, build: '1', retry: true }],
  unfreeze: [() => released(40, ['freeze', { ...EVERYWHERE, forSeconds: 3600 }]), EVERYWHERE],
  apply: [baking, { text: BAKES.replace('1h', '2h') }],
  policy: [baking, { text: 'policy: acme' }],
  remove: [promoted, SHOP],
  rename: [promoted, { ...SHOP, to: 'store' }],
  correct: [promoted, { release: 'latest', pipeline: 'shop', is: 'missed', reason: 'a test' }],
  quarantine: [promoted, BARRED],
  'accept-noise': [() => noisy(2), ACCEPTED],
  'withdraw-noise': [
    async () => {
      const world = await noisy(2);
      await give(world, 'accept-noise', ACCEPTED);
      await playOn(world, 1);
      return world;
    },
    { pipeline: 'shop', alarm: 'live-errors', reason: 'a test' },
  ],
  override: [unanswered, SHOP],
  retry: [unanswered, SHOP],
  'skip-region': [early, { ...SHOP, region: 'eu-west-1' }],
  'skip-wait': [early, SHOP],
  lift: [() => released(140, ['quarantine', BARRED]), BARRED],
  rollback: [promoted, SHOP],
  'hand-over': [baking, { letters: [{ id: 'letter-1', function: 'OnAlarm', what: 'an alarm' }] }],
  approve: [unapproved, { ...SHOP, what: 'latest' }],
  reject: [unapproved, { ...SHOP, what: 'latest' }],
};

/** What the ledgers say that a person did. */
async function toldOf(world: World): Promise<string[]> {
  const { table } = world.onlooker;
  const ledgers = ['shop', 'store', ''].map((name) => table.list(ranges.ledger(name)));
  const entries = (await Promise.all(ledgers)).flat();
  return entries.flatMap(({ person, event, text }) => (person ? [`${event} ${text}`] : []));
}

/** As if the function had died before it could keep that the command was done. */
async function forget(world: World, given: ReturnType<typeof keys.given>): Promise<void> {
  await world.onlooker.table.ensure(given, (item) => {
    if (item?.status !== 'done') throw new Error('Expected a command that was done.');
    const { did: _, ...begun } = item;
    return { item: { ...begun, status: 'begun' as const } };
  });
}

test.each(commandNames)(
  '%s, whose function died before it had kept that it was done, does nothing twice',
  async (command) => {
    const [worldOf, body] = GIVEN[command];
    const world = await worldOf();
    const path = pathOf(command);
    const { told } = await send(world, { ...body, preview: true }, { path });
    const order = { ...body, seen: told.seen, key: 'once-and-no-more' };

    const first = await send(world, order, { path });
    const after = await toldOf(world);
    await forget(world, keys.given(ADA, order.key));
    const second = await send(world, order, { path });

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(after.length).toBeGreaterThan(0);
    expect(await toldOf(world)).toEqual(after);
  },
);

/** Dead letters are handed over by whoever looks at their queue, and noise is accepted where it is listed. */
const WITHIN: Readonly<Partial<Record<CommandName, string>>> = {
  'hand-over': 'queue',
  'accept-noise': 'noise',
  'withdraw-noise': 'noise',
};

/** What nobody does in a scenario, and why. */
const NO_PERSON: Readonly<Partial<Record<CommandName, string>>> = {
  apply: 'pipelines are applied as a world is made',
  policy: 'a scenario has policies of its own',
  remove: 'a world keeps its pipelines',
  rename: 'a world keeps its pipelines',
  correct: 'it changes what is counted, and nothing that happens',
  'hand-over': 'dead letters are a finding of a world',
  'accept-noise': 'what is noisy is told by corrections, which nobody gives in a scenario',
  'withdraw-noise': 'nobody accepts any',
};

test.each(commandNames)(
  '%s has a verb, a flow of its name, and a person who gives it',
  (command) => {
    const people = readFileSync('simulation/world/people-schema.ts', 'utf8');
    const asks = new RegExp(`\\b\\w+\\((\\w+, )?'${command}'`);

    expect(existsSync(`flows/command/${command}.ts`)).toBe(true);
    expect(commandLine.names).toContain(WITHIN[command] ?? command);
    expect(globSync('cli/*.ts').some((file) => asks.test(readFileSync(file, 'utf8')))).toBe(true);
    expect(people.includes(`does: z.literal('${command}')`)).toBe(!(command in NO_PERSON));
  },
);
