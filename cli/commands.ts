// The way to the commands of a deployed Tidegate, and how what they answer is told.

import { realClock } from '../aws/clock.ts';
import { type Commands, commandsAt } from '../aws/commands.ts';
import type { Obeyed, Previewed } from '../core/command/answer.ts';
import { pathOf } from '../core/command/permission.ts';
import type { CommandName } from '../core/command/words.ts';
import { Failure } from '../core/failure.ts';
import { print, printJson } from './output.ts';
import { webAddress } from './values.ts';
import { endpointFrom, isLoopback, LOCAL, loginFor, useProfile, wireTo } from './where-deployed.ts';

/** As a person says where it is. */
export interface CommandsWhere {
  readonly api?: string | undefined;
  readonly region?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where commands go. Throws `Refused` with a line for each thing that is not said. */
function apiFrom(
  given: CommandsWhere,
  environment: Environment,
): { readonly address: string; readonly region: string } {
  const endpoint = endpointFrom(given, environment);
  const kept = loginFor(given, environment);
  const said = given.api || environment.TIDEGATE_API || kept?.commands;
  const address = said ?? (isLoopback(endpoint) ? endpoint : undefined);
  const own = /\.execute-api\.([a-z0-9-]+)\./.exec(address ?? '')?.[1];
  const region =
    own ||
    given.region ||
    kept?.region ||
    environment.AWS_REGION ||
    environment.AWS_DEFAULT_REGION ||
    (isLoopback(address) ? LOCAL.region : undefined);
  if (address && region) return { address: webAddress(address, '--api'), region };
  const missing = address
    ? 'expected the region Tidegate is deployed to, got none: give --region or set AWS_REGION'
    : 'expected the address of Tidegate’s commands, got none: say once where Tidegate is (tidegate login --region REGION), ' +
      'give --api or set TIDEGATE_API; it is the output Commands of the stack';
  throw new Failure('Refused', missing);
}

export function openCommands(given: CommandsWhere): Commands {
  const api = apiFrom(given, process.env);
  useProfile(loginFor(given, process.env));
  const { credentials } = isLoopback(api.address) ? wireTo(api.address) : {};
  return commandsAt({ ...api, ...(credentials && { credentials }) }, realClock);
}

/** What is said of a command beside what every command says. */
interface Telling {
  readonly json: boolean;
  /** Programs have read these before: they stay as they were. */
  readonly facts?: (obeyed: Obeyed) => object;
}

/** Looks what a command would do, says it, and does that and nothing else. */
export async function command(
  where: CommandsWhere,
  name: CommandName,
  body: object,
  { json, facts = () => ({}) }: Telling,
): Promise<Obeyed> {
  const obeyed = await give(where, name, body, (previewed) => {
    if (!json) print(aboutTo(previewed));
  });
  if (json) printJson({ ...obeyed, ...obeyed.facts, ...facts(obeyed) });
  else print(done(obeyed));
  return obeyed;
}

/** The same, and says nothing by itself. */
export async function give(
  where: CommandsWhere,
  name: CommandName,
  body: object,
  tell: (previewed: Previewed) => void = () => {},
): Promise<Obeyed> {
  const commands = openCommands(where);
  const path = pathOf(name);
  const previewed = (await commands.post(path, { ...body, preview: true })) as Previewed;
  tell(previewed);
  const key = keyOf(realClock.random());
  return (await commands.post(path, { ...body, seen: previewed.seen, key })) as Obeyed;
}

/** What it would do, and nothing is done. Throws what the command would be refused with. */
export async function preview(
  where: CommandsWhere,
  name: CommandName,
  body: object,
): Promise<Previewed> {
  const path = pathOf(name);
  return (await openCommands(where).post(path, { ...body, preview: true })) as Previewed;
}

/** Two of them meet once in a million years. */
function keyOf(chance: number): string {
  return `cli-${Math.floor(chance * 2 ** 52)
    .toString(36)
    .padStart(11, '0')}`;
}

function aboutTo({ about, changes, notes = [] }: Previewed): string[] {
  return [
    about,
    ...changes.map(({ what, from, to }) => `  ${what}: ${from} → ${to}`),
    ...notes.map((note) => `  note: ${note}`),
  ];
}

function done({ did, by, at }: Obeyed): string[] {
  const when = at.slice(0, 19).replace('T', ' ');
  if (did.length === 0) return [`nothing was left to do (${when}, ${by})`];
  return [`done ${when} as ${by}:`, ...did.map((each) => `  ${each}`)];
}
