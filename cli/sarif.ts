// What lint finds as SARIF 2.1.0, in the form that GitHub's code scanning takes.

import { createHash } from 'node:crypto';
import { isAbsolute, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { harmless } from '../core/harmless.ts';
import { waiverText } from '../core/practice/broken-rules.ts';
import { rules } from '../core/practice/rules.ts';
import { repositoryRoot } from '../simulation/stack/root.ts';
import type { FileFinding } from './findings.ts';
import type { Linted } from './linted.ts';

/** What stands in the way of applying a file at all. */
const VALID = {
  id: 'valid-definition',
  title: 'The definition can be applied',
  why: 'A file with an unknown key or value is refused whole: nothing is guessed.',
  fix: 'write what the message expects; tidegate lint names the nearest known word',
  level: 'enforce',
} as const;

type Described = Pick<(typeof rules)[number], 'id' | 'title' | 'why' | 'fix' | 'level'>;

const described: readonly Described[] = [VALID, ...rules];

/** How code scanning calls the levels. */
const LEVELS = { off: 'none', advise: 'note', warn: 'warning', enforce: 'error' } as const;

interface Result {
  readonly rule: string;
  readonly level: FileFinding['level'];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly at: string;
  readonly text: string;
  readonly waiver?: FileFinding['waiver'];
}

/** Tidegate's own pages, as they are installed. */
const PAGES = pathToFileURL(join(repositoryRoot, 'docs/')).href;

/** `docs`: where an organisation shows Tidegate's pages, for links that work in a browser. */
export function sarifOf(files: readonly Linted[], docs = PAGES) {
  const pages = docs.replace(/\/*$/, '/');
  const results = files.flatMap(resultsOf);
  const fingerprint = fingerprints();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Tidegate', rules: described.map((each) => ruleOf(each, pages)) },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [invocationOf(files)],
        results: results.map((each) => resultOf(each, fingerprint(each))),
      },
    ],
  };
}

/** What could not be looked at is no result of a line: it is told of the run. */
function invocationOf(files: readonly Linted[]) {
  const unread = files.flatMap(({ file, unread }) => unread.map((each) => `${file}: ${each}`));
  return {
    executionSuccessful: unread.length === 0,
    toolExecutionNotifications: unread.map((text) => ({
      level: 'error',
      message: { text: messageText(text) },
    })),
  };
}

function resultsOf({ problems, findings }: Linted): Result[] {
  const invalid = problems.map((problem) => ({
    ...problem,
    rule: VALID.id,
    level: VALID.level,
    at: problem.text,
  }));
  const found = findings.map(({ text, fix, ...rest }) => ({
    ...rest,
    text: `${text}. To fix: ${fix}.`,
  }));
  return [...invalid, ...found];
}

function ruleOf({ id, title, why, fix, level }: Described, pages: string) {
  const page = id === VALID.id ? 'pipelines.md' : `rules/${id}.md`;
  return {
    id,
    name: id.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${why}` },
    helpUri: `${pages}${page}`,
    help: {
      text: `${why}\n\nTo fix: ${fix}.`,
      markdown: `**Why.** ${why}\n\n**To fix:** ${fix}.\n\nSee \`docs/${page}\` of Tidegate.`,
    },
    defaultConfiguration: { level: LEVELS[level] },
    properties: { tags: ['deployment', 'reliability'], precision: 'very-high' },
  };
}

function resultOf({ rule, level, file, line, column, text, waiver }: Result, fingerprint: string) {
  return {
    ruleId: rule,
    ruleIndex: described.findIndex(({ id }) => id === rule),
    level: LEVELS[level],
    message: { text: messageText(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: locationOf(file),
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(waiver && {
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: waiverText(waiver) }],
    }),
  };
}

/** Nobody's text makes a link of itself: brackets would, before parentheses. */
function messageText(text: string): string {
  return harmless(text).replaceAll('](', '] (');
}

/** A path from where the command runs, which is the repository's root in a build; one outside of it is named whole. */
function locationOf(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const path = isAbsolute(file) ? relative(process.cwd(), file) : file;
  if (isAbsolute(path) || path.startsWith('..')) return { uri: pathToFileURL(file).href };
  const uri = path.split(sep).map(encodeURIComponent).join('/');
  return { uri: uri.replace(/^\.\//, ''), uriBaseId: '%SRCROOT%' };
}

/** What stays the same while lines move: the rule and its place in the definition, counted where two are alike. */
function fingerprints(): (result: Result) => string {
  const seen = new Map<string, number>();
  return ({ rule, file, at }) => {
    const hash = createHash('sha256').update(`${rule}\n${file}\n${at}`).digest('hex').slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
}
