// What init says when it has written a file: what it found, and what is left for a person.

import type { Proposal, Staged } from '../core/init/propose.ts';
import type { Note } from '../core/init/sighting.ts';

export interface InitReport {
  readonly file: string;
  readonly pipeline: string;
  readonly source: string;
  readonly stages: readonly { readonly name: string; readonly targets: readonly string[] }[];
  /** What has to be filled in, with its line in the file. */
  readonly todo: readonly { readonly line: number; readonly text: string }[];
  readonly notes: readonly Note[];
}

interface Written {
  readonly out: string;
  readonly text: string;
  readonly pipeline: string;
  readonly source: string;
  readonly proposal: Proposal;
  readonly staged: Staged;
}

export function describedBy({
  out,
  text,
  pipeline,
  source,
  proposal,
  staged,
}: Written): InitReport {
  const { definition, notes } = proposal;
  const seen = Object.values(staged).flatMap((all) => all.flatMap((each) => each.notes));
  return {
    file: out,
    pipeline,
    source,
    stages: definition.stages.map(({ name, targets, waves = [] }) => ({
      name,
      targets: [...(targets ?? []), ...waves.flatMap((wave) => wave.targets)].map((it) => it.name),
    })),
    todo: todoIn(text),
    notes: [...unique(seen), ...notes.map((each) => ({ file: source, text: each }))],
  };
}

/** The lines that say TODO, each thing once. */
function todoIn(text: string): { line: number; text: string }[] {
  const found = text.split('\n').flatMap((line, index) => {
    const [, key = '', reason] = /^\s*(?:- )?(\w+): .*# TODO: (.+)$/.exec(line) ?? [];
    return reason === undefined ? [] : [{ line: index + 1, text: `${key}: ${reason}` }];
  });
  return found.filter(
    ({ text: said }, index) => found.findIndex((it) => it.text === said) === index,
  );
}

function unique(notes: readonly Note[]): Note[] {
  const keys = notes.map((note) => JSON.stringify([note.file, note.line, note.text]));
  return notes.filter((_, index) => keys.indexOf(keys[index]!) === index);
}

export function reportText({ file, pipeline, source, stages, todo, notes }: InitReport): string {
  const targets = stages.reduce((sum, stage) => sum + stage.targets.length, 0);
  return [
    `${file}: pipeline ${pipeline} from ${source}: ${stages.length} stages, ${targets} targets`,
    ...stages.map(({ name, targets: named }) => `  ${name}: ${named.join(', ') || 'tests'}`),
    ...section('to know', notes.map(noteText)),
    ...section(
      `to fill in, each marked TODO (${todo.length})`,
      todo.map(({ line, text }) => `${file}:${line}: ${text}`),
    ),
    ...section('next', [
      `npx tidegate plan ${file}`,
      `npx tidegate simulate ${file}   # works before anything is filled in`,
      `npx tidegate apply ${file}      # once everything is`,
    ]),
    '',
  ].join('\n');
}

function noteText({ file, line, text }: Note): string {
  return `${line === undefined ? file : `${file}:${line}`}: ${text}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
