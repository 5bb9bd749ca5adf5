// The keys by which a person acts on what plays before them: they give the same commands as the command line, over the
// same wire, so that a world that is kept knows of them too.

import { realClock } from '../aws/clock.ts';
import { type Commands, commandsAt } from '../aws/commands.ts';
import type { Obeyed, Previewed } from '../core/command/answer.ts';
import { pathOf } from '../core/command/permission.ts';
import type { CommandName } from '../core/command/words.ts';
import { Failure } from '../core/failure.ts';
import type { KeyBinding } from './keys.ts';
import { LOCAL } from './where-deployed.ts';

interface Acting {
  readonly pipeline: string;
  /** Where its commands go; undefined until it listens. */
  readonly address: () => string | undefined;
  readonly say: (text: string) => void;
}

const REASON = 'by a key, at the terminal';

/** h holds the pipeline, and lets it go on again; r takes back what runs, once it is typed twice. */
export function liveKeys(acting: Acting): readonly KeyBinding[] {
  const { pipeline, say } = acting;
  let asked: string | undefined;
  const acted = (act: (commands: Commands) => Promise<void>) => () => {
    const address = acting.address();
    if (address === undefined) return;
    const { region, credentials } = LOCAL;
    const commands = commandsAt({ address, region, credentials }, realClock);
    act(commands).catch((thrown: unknown) => say(textOf(thrown)));
  };
  const hold = acted(async (commands) => {
    asked = undefined;
    const scope = { scope: `pipeline:${pipeline}`, reason: REASON };
    const held = await preview(commands, 'resume', scope).catch(isNone);
    say(
      held
        ? await give(commands, 'resume', scope)
        : await give(commands, 'hold', { pipeline, reason: REASON }),
    );
  });
  const rollBack = acted(async (commands) => {
    const body = { pipeline, reason: REASON };
    const { about, seen } = await preview(commands, 'rollback', body);
    if (asked !== seen) {
      asked = seen;
      return say(`r again: ${about}`);
    }
    asked = undefined;
    say(await give(commands, 'rollback', body));
  });
  return [
    { keys: ['h'], help: 'h holds', run: hold },
    { keys: ['r'], help: 'r rolls back', run: rollBack },
  ];
}

function preview(commands: Commands, name: CommandName, body: object): Promise<Previewed> {
  return commands.post(pathOf(name), { ...body, preview: true }) as Promise<Previewed>;
}

async function give(commands: Commands, name: CommandName, body: object): Promise<string> {
  const { about, seen } = await preview(commands, name, body);
  const { did } = (await commands.post(pathOf(name), { ...body, seen })) as Obeyed;
  return `${about}; ${did.join('; ')}`;
}

/** Nothing is held. */
function isNone(thrown: unknown): undefined {
  if (!(thrown instanceof Failure) || thrown.code !== 'Refused') throw thrown;
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
