// Commands in a world, given by people who sign: what each is answered, and what becomes of it.

import type { Obeyed, Previewed } from '../../../core/command/answer.ts';
import { pathOf } from '../../../core/command/permission.ts';
import type { CommandName } from '../../../core/command/words.ts';
import { ranges } from '../../../core/keys.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { home } from '../../../simulation/world/place.ts';
import { scenarioSchema } from '../../../simulation/world/scenario.ts';
import { makeWorld, type World } from '../../../simulation/world/world.ts';
import { build, oneTarget } from '../../paths/pipelines.ts';
import type { ScenarioInput } from '../../paths/played.ts';
import { tablesOfFile } from '../../tables.ts';

export const ADA = `arn:aws:sts::${home.account}:assumed-role/developers/ada`;
export const EVE = `arn:aws:sts::${home.account}:assumed-role/strangers/eve`;

export interface Answered {
  readonly status: number;
  readonly told: Previewed & Obeyed & { readonly error?: string; readonly message?: string };
}

interface Sent {
  readonly as?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends what is given, whatever that is, and plays until it is answered. */
export async function send(
  world: World,
  body: unknown,
  sent: Sent & { path: string },
): Promise<Answered> {
  const { as = ADA, path, method = 'POST', headers = {} } = sent;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const input = {
    method,
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  };
  let isOver = false;
  const asking = world.aws
    .callService('execute-api', 'Invoke', input, { ...home, userArn: as })
    .finally(() => {
      isOver = true;
    });
  asking.catch(() => {});
  await world.clock.play(() => isOver);
  const { status, body: answer } = (await asking) as { status: number; body: string };
  return { status, told: JSON.parse(answer) };
}

/** Looks, and gives the command with what it saw. */
export async function give(
  world: World,
  command: CommandName,
  body: object,
  sent: Sent = {},
): Promise<Answered> {
  const path = sent.path ?? pathOf(command);
  const previewed = await send(world, { ...body, preview: true }, { ...sent, path });
  if (previewed.status !== 200) return previewed;
  return send(world, { ...body, seen: previewed.told.seen }, { ...sent, path });
}

/** Plays a world on for so long; it begins ten minutes before its scenario. */
export async function playOn(world: World, minutes: number): Promise<void> {
  const until = world.clock.millis() + minutes * 60_000;
  await world.clock.play(() => world.clock.millis() >= until);
}

export async function ledgerOf(world: World, event: string, pipeline = 'shop'): Promise<string[]> {
  const entries = await world.onlooker.table.list(ranges.ledger(pipeline));
  return entries.filter((entry) => entry.event === event).map(({ text }) => text);
}

const worlds: World[] = [];

/** A world of the pipeline `shop`, in which a release of `new` starts after ten minutes and bakes for an hour. */
export async function shop(
  scenario: ScenarioInput = {},
  text = oneTarget({ bake: '{ for: 1h }' }),
  policy = 'policy: acme',
): Promise<World> {
  const world = await makeWorld({
    pipelines: [parsePipeline(text, 'tidegate.yml')],
    scenario: scenarioSchema.parse({ baseline: 'old', builds: [build('new')], ...scenario }),
    seed: 1,
    readFile: () => policy,
    tables: tablesOfFile(),
  });
  worlds.push(world);
  return world;
}

export async function closeAll(): Promise<void> {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
}
