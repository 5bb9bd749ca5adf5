// What init says when it has written a file: what it found, and what is left for a person.

import { join, relative } from 'node:path';
import type { Staged } from '../authoring/init/choose-projects.ts';
import type { Note } from '../authoring/init/discovery.ts';
import type { Proposal } from '../authoring/init/propose.ts';
import { repositoryRoot } from '../simulation/stack/root.ts';

export interface InitReport {
  readonly file: string;
  readonly pipeline: string;
  readonly source: string;
  readonly stages: readonly { readonly name: string; readonly targets: readonly string[] }[];
  /** What has to be filled in, with its line in the file. */
  readonly todo: readonly Todo[];
  readonly notes: readonly Note[];
  /** Whether targets name what nobody has made yet: `tidegate needs` writes it. */
  readonly isMissing: boolean;
  /** Whether targets have what alarms can be written for. */
  readonly isWatched: boolean;
}

interface Todo {
  readonly line: number;
  readonly key: string;
  readonly text: string;
}

interface Written {
  readonly out: string;
  readonly text: string;
  readonly pipeline: string;
  readonly source: string;
  readonly proposal: Proposal;
  readonly staged: Staged;
  readonly notes: readonly Note[];
}

export function describedBy(written: Written): InitReport {
  const { out, text, pipeline, source, proposal, staged, notes } = written;
  const { definition } = proposal;
  const all = Object.values(staged).flat();
  const seen = all.flatMap((each) => each.notes);
  return {
    file: out,
    pipeline,
    source,
    stages: definition.stages.map(({ name, targets, waves = [] }) => ({
      name,
      targets: [...(targets ?? []), ...waves.flatMap((wave) => wave.targets)].map((it) => it.name),
    })),
    todo: todoIn(text),
    notes: unique([
      ...notes,
      ...seen,
      ...proposal.notes.map((each) => ({ file: source, text: each })),
    ]),
    isWatched: definition.stages.some(({ targets = [], waves = [] }) =>
      [...targets, ...waves.flatMap((wave) => wave.targets)].some(
        ({ lambda, ecs, watch = [] }) => lambda ?? ecs ?? watch[0],
      ),
    ),
    isMissing: all.some(({ deployables }) => deployables.some(({ isDeployed }) => !isDeployed)),
  };
}

/** The lines that say TODO, each placeholder once. */
function todoIn(text: string): Todo[] {
  const seen = new Set<string>();
  return text.split('\n').flatMap((line, index) => {
    const [, key = '', value = '', reason] =
      /^\s*(?:- )?(\w+): (\S+) # TODO: (.+)$/.exec(line) ?? [];
    if (reason === undefined || seen.has(value)) return [];
    seen.add(value);
    return [{ line: index + 1, key, text: reason }];
  });
}

function unique(notes: readonly Note[]): Note[] {
  const said = Map.groupBy(notes, ({ file, line, text }) => JSON.stringify([file, line, text]));
  return [...said.values()].flatMap((same) => same.slice(0, 1));
}

export function reportLines(report: InitReport): string[] {
  const { file, pipeline, source, stages, todo, notes, isMissing, isWatched } = report;
  const targets = stages.reduce((sum, stage) => sum + stage.targets.length, 0);
  return [
    `${file}: pipeline ${pipeline} from ${source}: ${stages.length} stages, ${targets} targets`,
    ...stages.map(({ name, targets: named }) => `  ${name}: ${named.join(', ') || 'tests'}`),
    ...section('to know', notes.map(noteText)),
    ...section(`to fill in: ${todo.length} things, each marked TODO in the file`, todoTexts(todo)),
    ...section('next', [
      `npx tidegate lint ${file}`,
      `npx tidegate plan ${file}`,
      `npx tidegate simulate ${file} --scenario ${SCENARIO}   # needs nothing filled in`,
      ...(isMissing
        ? [`npx tidegate needs ${file} --out needs/   # what its targets lack, to be deployed`]
        : []),
      ...(isWatched
        ? [`npx tidegate alarms ${file} --out alarms/   # the alarms that its targets should have`]
        : []),
      `npx tidegate apply ${file}   # once all is filled in`,
    ]),
  ];
}

/** A good release, all the way. */
const SCENARIO = relative('.', join(repositoryRoot, 'examples', 'scenarios', 'build-succeeds.yml'));

/** A line for each key, so that twenty functions are no wall of text. */
function todoTexts(todo: readonly Todo[]): string[] {
  return [...Map.groupBy(todo, ({ key }) => key)].flatMap(([key, all]) => {
    const lines = all.map(({ line }) => line).join(', ');
    return all
      .slice(0, 1)
      .map(({ text }) =>
        all.length === 1
          ? `line ${lines}: ${key}, ${text}`
          : `lines ${lines}: ${key}, such as ${text}`,
      );
  });
}

function noteText({ file, line, text }: Note): string {
  return `${line === undefined ? file : `${file}:${line}`}: ${text}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
