// What can be taken out of a state machine: each Catch, each Retry, each time that a state may take.

import { lineAt, type Mutant } from './mutant.ts';

const TIMES = ['TimeoutSeconds', 'HeartbeatSeconds'];
/** Nothing runs that long here. */
const FOREVER_SECONDS = 8_640_000;

interface State {
  readonly Type: string;
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly ItemProcessor?: { readonly States: States };
  readonly [key: string]: unknown;
}
type States = Readonly<Record<string, State>>;

export interface MachineMutant extends Mutant {
  /** The state that is changed: what is played must enter it. */
  readonly state: string;
}

export function machineMutants(file: string, text: string): MachineMutant[] {
  const machine = JSON.parse(text) as { readonly States: States };
  const found: MachineMutant[] = [];
  const visit = (states: States) => {
    for (const [name, state] of Object.entries(states)) {
      const note = (what: string, change: (copy: Record<string, unknown>) => void) =>
        found.push(mutantOf({ file, text, machine }, name, what, state, change));
      for (const field of ['Catch', 'Retry'] as const)
        for (const [index, { ErrorEquals }] of (state[field] ?? []).entries())
          note(`without ${field} of ${ErrorEquals.join(', ')}`, (copy) => {
            copy[field] = state[field]?.toSpliced(index, 1);
          });
      for (const field of TIMES.filter((each) => each in state))
        note(`without ${field}`, (copy) => {
          copy[field] = FOREVER_SECONDS;
        });
      if (state.ItemProcessor) visit(state.ItemProcessor.States);
    }
  };
  visit(machine.States);
  return found;
}

interface Source {
  readonly file: string;
  readonly text: string;
  readonly machine: unknown;
}

/** The whole file is written anew: one state of it is another. */
function mutantOf(
  { file, text, machine }: Source,
  name: string,
  what: string,
  state: State,
  change: (copy: Record<string, unknown>) => void,
): MachineMutant {
  const other = { ...state };
  change(other);
  const instead = JSON.stringify(machine, (_, value) => (value === state ? other : value));
  const line = lineAt(text, text.indexOf(`"${name}": {`));
  const id = `${file}:${line} ${name} ${what}`;
  return { id, kind: 'machine', file, state: name, start: 0, end: text.length, text: instead };
}
