// STYLE.md, where a program can tell: on every file of the tree.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { failureCodes } from '../core/failure.ts';
import { CLOCK, EXCEPTIONS } from './tidy/exceptions.ts';
import { FUNCTIONS, type Node, treeOf } from './tidy/syntax.ts';

const FOLDERS = [
  'authoring',
  'aws',
  'board',
  'cdk',
  'cli',
  'core',
  'flows',
  'functions',
  'packages',
  'simulation',
  'test',
];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/^(node_modules|dist)\b/.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
);
const textOf = (file: string) => readFileSync(file, 'utf8');
const linesOf = (file: string) => textOf(file).split('\n');

/** An exception that nothing needs any more is taken out, so that nothing grows back into it. */
function expectOnlyExceptions(rule: string, broken: readonly string[]): void {
  const allowed = EXCEPTIONS[rule] ?? {};
  const needless = Object.keys(allowed).filter((each) => !broken.includes(each));
  const unallowed = [...new Set(broken)].filter((each) => allowed[each] === undefined);

  expect({ unallowed, needless }).toEqual({ unallowed: [], needless: [] });
}

test('a line of a comment has at most 120 columns; those of code are Biome’s', () => {
  const broken = files.flatMap((file) =>
    linesOf(file)
      .filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line) && [...line].length > 120)
      .map(() => file),
  );

  expectOnlyExceptions('columns', broken);
});

test('a file has at most 250 lines', () => {
  const broken = files.filter((file) => linesOf(file).length - 1 > 250);

  expectOnlyExceptions('lines of a file', broken);
});

const trees = files.map((file) => ({ file, ...treeOf(textOf(file)) }));

/** What holds tests is a list of them, and no more one function than its file is. */
const HOLDS_TESTS = /^ *test\b/m;

test('a function has at most 60 lines with all that it holds: a longer one is a class in disguise', () => {
  const broken = trees.flatMap(({ file, all, textOf }) =>
    all
      .filter(({ type }) => FUNCTIONS.includes(type))
      .map(textOf)
      .filter((text) => text.split('\n').length > 60 && !HOLDS_TESTS.test(text))
      .map(() => file),
  );

  expectOnlyExceptions('lines of a function', broken);
});

test('there is no any, no enum, and no class but errors', () => {
  const broken = trees.flatMap(({ file, all }) =>
    all.flatMap((node) => {
      if (node.type === 'TsKeywordType' && (node as { kind?: string }).kind === 'any')
        return [`${file}: any`];
      if (node.type === 'TsEnumDeclaration') return [`${file}: enum`];
      if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return [];
      const { superClass } = node as Node & { superClass?: { value?: string } };
      return superClass?.value?.endsWith('Error') ? [] : [`${file}: class`];
    }),
  );

  expectOnlyExceptions('types', broken);
});

test('a room asserts that something is there once in a thousand lines, and no more', () => {
  const own = trees.filter(({ file }) => !/(^|\/)test\//.test(file));
  const byRoom = Map.groupBy(own, ({ file }) => /^(packages\/)?[^/]+/.exec(file)?.[0] ?? '');

  const broken = [...byRoom].flatMap(([room, found]) => {
    const lines = found.reduce((sum, { file }) => sum + linesOf(file).length, 0);
    const asserted = found.flatMap(({ all }) => all.filter(({ type }) => type === NON_NULL));
    return asserted.length > Math.ceil(lines / 1000) ? [room] : [];
  });

  expectOnlyExceptions('assertions', broken);
});

/** `it!`: where the types do not say what the code knows. */
const NON_NULL = 'TsNonNullExpression';

test('there are no barrels, and no file is named after nothing', () => {
  const broken = files.filter((file) =>
    /(^|\/)(index|utils?|helpers?|common|misc)\.ts$/.test(file),
  );

  expectOnlyExceptions('names of files', broken);
});

/** Each is one that some tool looks for there, or that people read first. */
const AT_THE_ROOT = [
  '.dependency-cruiser.mjs',
  '.editorconfig',
  '.gitattributes',
  '.gitignore',
  '.npmrc',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'biome.json',
  'jest.config.js',
  'knip.jsonc',
  'package-lock.json',
  'package.json',
  'serverless.yml',
  'tsconfig.json',
];

test('no file is kept at the root but those that belong there', () => {
  const kept = execFileSync('git', ['ls-files', '--', ':(glob)*'], { encoding: 'utf8' });

  expect(kept.trim().split('\n').sort()).toEqual(AT_THE_ROOT);
});

test('files are named in kebab-case', () => {
  const broken = files.filter(
    (file) => !/^([a-z0-9-]+\/)*[a-z0-9-]+((\.long)?\.test)?\.ts$/.test(file),
  );

  expectOnlyExceptions('case of files', broken);
});

const BANNED: readonly (readonly [call: RegExp, instead: string])[] = [
  [/\bDate\.now\(/, `${CLOCK}: clock.now()`],
  [/\bnew Date\(\)/, `${CLOCK}: clock.now()`],
  [/(?<![.\w])setTimeout\(/, `${CLOCK}: clock.sleep()`],
  [/(?<![.\w])setInterval\(/, `${CLOCK}: clock.sleep()`],
  [/\bsetImmediate\b/, `${CLOCK}: clock.sleep()`],
  [/\bMath\.random\(/, `${CLOCK}: clock.random()`],
  [/\brandomUUID\(/, `${CLOCK}: clock.random()`],
  [/\bperformance\.now\(/, `${CLOCK}: clock.now()`],
];

/** The two clocks, and what runs in the time of the person in front of it. */
const MAY_BE_REAL =
  /^(aws\/clock|packages\/embedded-aws\/clock(-loop|-state)?)\.ts$|^(cli|test|packages\/[a-z-]+\/test)\//;

test('nothing but the clocks reads the time, sets a timer or draws a number', () => {
  const broken = files
    .filter((file) => !MAY_BE_REAL.test(file))
    .flatMap((file) =>
      linesOf(file).flatMap((line) =>
        BANNED.filter(([call]) => !/^\s*(\/\/|\*|\/\*)/.test(line) && call.test(line)).map(
          ([, instead]) => `${file}: ${instead}`,
        ),
      ),
    );

  expectOnlyExceptions('banned calls', broken);
});

test('every function says in its first line what it is for', () => {
  const broken = files.filter(
    (file) => file.startsWith('functions/') && !textOf(file).startsWith('// '),
  );

  expectOnlyExceptions('headers', broken);
});

test('functions only parse and call: whatever they ask of a port, a flow asks for them', () => {
  const broken = files.filter(
    (file) =>
      /^functions\/(?!environment|task)/.test(file) && /\bports\.(?!log\b)/.test(textOf(file)),
  );

  expectOnlyExceptions('functions', broken);
});

test('every failure code has a paragraph in docs/errors.md', () => {
  const errors = textOf('docs/errors.md');

  expect(failureCodes.filter((code) => !new RegExp(`^#+ .*${code}`, 'm').test(errors))).toEqual([]);
});

test('every test expects something', () => {
  const tests = files.filter((file) => file.endsWith('.test.ts'));
  const broken = tests.flatMap((file) => {
    const bodies = textOf(file)
      .split(/^ *(?:test|it)(?:\.each)?\b/m)
      .slice(1);
    return bodies.some((body) => !/expect|assert|\.skip|toThrow/i.test(body)) ? [file] : [];
  });

  expect(tests.length).toBeGreaterThan(5);
  expectOnlyExceptions('tests that expect', broken);
});

test('what README tells people to run exists', () => {
  const { scripts, bin } = JSON.parse(textOf('package.json')) as Record<string, object>;
  const readme = textOf('README.md');

  const run = [...readme.matchAll(/\bnpm (?:run (?:-s )?)?(start|test|[a-z]+)\b/g)].map(
    ([, name]) => name!,
  );
  const verbs = [...readme.matchAll(/npx tidegate ([a-z-]+)/g)].map(([, verb]) => verb!);

  expect(run).toEqual(expect.arrayContaining(['start', 'test']));
  expect(run.filter((name) => !['ci', 'install'].includes(name) && !(name in scripts!))).toEqual(
    [],
  );
  expect(Object.keys(bin!)).toEqual(['tidegate']);
  expect(verbs.filter((verb) => !files.includes(`cli/verbs/${verb}.ts`))).toEqual([]);
});
