// What the documents promise: every code has its paragraph, every link leads somewhere, every example in them is true.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { failureCodes } from '../core/failure.ts';
import { outcomes } from '../core/outcome.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { parseTemplate } from '../core/pipeline/template.ts';
import { planOf } from '../core/plan.ts';
import { parseStrictYaml } from '../core/strict-yaml.ts';
import { scenarioSchema } from '../simulation/world/scenario.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const errors = read('docs/errors.md');
const readme = read('README.md');

/** The README's blocks of YAML, in order. */
const blocks = [...readme.matchAll(/```yaml\n([^`]*)```/g)].map(([, text]) => text!);

test.each([...failureCodes, ...outcomes])('%s has a paragraph in docs/errors.md', (word) => {
  const [, paragraph = ''] = new RegExp(`^### ${word}.*\n\n(.+)`, 'm').exec(errors) ?? [];

  expect(paragraph.length).toBeGreaterThan(40);
});

const PAGES = ['docs/**/*.md', 'packages/*/*.md', 'packages/*/docs/*.md'];

test.each(['README.md', ...globSync(PAGES).sort()])('every link of %s leads somewhere', (file) => {
  const links = [...read(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);

  const lost = links.filter(
    (link) => !link.startsWith('http') && !existsSync(join(dirname(file), link)),
  );

  expect(lost).toEqual([]);
});

const ALL_PAGES = ['*.md', ...PAGES].flatMap((pattern) => globSync(pattern)).sort();

test.each(ALL_PAGES)(
  'a line of %s has at most 120 columns, unless it is a row of a table',
  (file) => {
    const long = read(file)
      .split('\n')
      .filter((line) => [...line].length > 120 && !line.startsWith('|'));

    expect(long).toEqual([]);
  },
);

test('decisions are numbered without a gap, each title as its file', () => {
  const files = globSync('docs/decisions/*.md').sort();

  const numbers = files.map((file) => basename(file).slice(0, 4));

  expect(numbers).toEqual(files.map((_, index) => String(index + 1).padStart(4, '0')));
  expect(files.map((file) => read(file).slice(0, 7))).toEqual(numbers.map((it) => `# ${it} `));
});

test.each([
  ['docs/ko/README.md', 'README.md'],
  ['docs/ko/concepts.md', 'docs/concepts.md'],
])('%s tells people to type what %s does, and leads to it and back', (korean, english) => {
  const typed = (file: string) =>
    [...read(file).matchAll(/```sh\n([^`]*)```/g)].map(([, it]) => it);

  expect(typed(korean).filter((block) => !typed(english).includes(block))).toEqual([]);
  expect(read(english)).toContain(`](${korean.slice(english === 'README.md' ? 0 : 5)})`);
  expect(read(korean)).toMatch(/\[English\]\(.*(README|concepts)\.md\)/);
});

test('the pipeline in the README is the one in examples/minimal', () => {
  const shown = parsePipeline(blocks[0]!, 'README.md');

  expect(shown).toEqual(parsePipeline(read('examples/minimal/tidegate.yml'), 'tidegate.yml'));
});

test('the bad day in the README is a scenario', () => {
  const scenario = parseStrictYaml(scenarioSchema, blocks[1]!, 'README.md');

  expect(scenario.misbehaviours.map(({ revision }) => revision)).toEqual(['friday']);
});

test('every npm script and verb that the README names is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm (?:run )?(start|test|[a-z]+:[a-z]+)\b/g)].map(
    ([, name]) => name!,
  );
  const verbs = [...readme.matchAll(/npx tidegate ([a-z-]+)/g)].map(([, verb]) => verb!);

  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  expect(verbs.filter((verb) => !existsSync(`cli/verbs/${verb}.ts`))).toEqual([]);
  expect(new Set(verbs)).toEqual(
    new Set([
      ...['init', 'lint', 'plan', 'alarms', 'needs', 'scorecard'],
      ...['simulate', 'login', 'apply', 'diff', 'history'],
      ...['status', 'why-blocked', 'hold', 'rollback', 'board', 'start'],
      ...['explain', 'correct', 'signals', 'replay'],
    ]),
  );
});

test('the pipelines and the template in docs/pipelines.md are ones', () => {
  const written = [...read('docs/pipelines.md').matchAll(/```yaml\n([^`]*)```/g)].map(
    ([, text]) => text!,
  );

  const [shop, planned, template, ...rest] = written;

  expect(parsePipeline(shop!, 'a').stages).toHaveLength(3);
  expect(planOf(parsePipeline(planned!, 'b')).map(({ targets }) => targets[0]!.name)).toEqual([
    'north',
    'west',
    'tokyo',
    'oregon',
    'virginia',
  ]);
  expect(parseTemplate(template!, 'c').stages).toHaveLength(3);
  expect(rest).toEqual([]);
});

test('the entries that the README puts on the bus are the event of a build that the demo does not play', () => {
  const file = 'examples/events/put-build-414.json';
  const [entry] = JSON.parse(read(file)) as [Record<string, string>];
  const event = JSON.parse(read('examples/events/build-414.json')) as Record<string, unknown>;

  expect(readme).toContain(`file://${file}`);
  expect({ ...entry, Detail: JSON.parse(entry.Detail!) }).toEqual({
    Source: event.source,
    DetailType: event['detail-type'],
    Detail: event.detail,
  });
  expect(read('examples/scenarios/two-releases.yml')).not.toContain('build-414');
});
