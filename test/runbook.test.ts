// The runbook: each page that Tidegate can send has its section, and each command in it is one that can be given.

import { globSync, readFileSync } from 'node:fs';
import { readWords } from '../cli/command.ts';
import { commandLine } from '../cli/verbs.ts';
import { readServerlessText } from '../simulation/stack/serverless-file.ts';
import { tell } from './cli/run-words.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');

interface Section {
  readonly heading: string;
  readonly text: string;
}

const sections: Section[] = runbook
  .split(/^(?=##+ )/m)
  .slice(1)
  .map((text) => ({ heading: /^##+ (.*)/.exec(text)?.[1] ?? '', text }));

/** As they stand in blocks and in sentences, each as its words. */
function commandsIn(text: string): string[][] {
  const inBlocks = [...text.matchAll(/^ *npx tidegate ([^\n#]*)/gm)].map(([, words = '']) => words);
  const inSentences = [...text.matchAll(/`(?:npx )?tidegate ([^`]+)`/g)].map(
    ([, words = '']) => words,
  );
  return [...inBlocks, ...inSentences].map((words) =>
    [...words.trim().matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
  );
}

const alarms = [...readServerlessText().matchAll(/AlarmName: tidegate-\$\{sls:stage\}-(\w+)/g)].map(
  ([, name = '']) => name,
);

/** The headlines of the messages that page. */
const pages = globSync('core/messages/*story.ts').flatMap((file) =>
  readFileSync(file, 'utf8')
    .split(/\n {2,6}return \{/)
    .filter((part) => part.includes("level: 'page'"))
    .flatMap((part) => /headline:\s*'([^']+)'/.exec(part)?.[1] ?? []),
);

test('every page that can be sent is among these', () => {
  expect(alarms.length).toBeGreaterThan(12);
  expect(pages.toSorted()).toEqual([
    'left dirty',
    'quarantined code still runs in production',
    'waits for an answer',
  ]);
});

test.each([...alarms, ...pages])('%s has a section, with a command', (page) => {
  const own = sections.find(({ heading }) => heading.toLowerCase() === page.toLowerCase());

  expect(own?.text.length).toBeGreaterThan(80);
  expect(commandsIn(own?.text ?? '')).not.toEqual([]);
});

const commands = commandsIn(runbook);

test.each(commands.map((words) => [words.join(' '), words] as const))(
  '%s is a command that can be given',
  async (_, [name = '', ...words]) => {
    const verb = await commandLine.verbNamed(name);

    // What a sentence only names is a verb; whatever says more is read as it would be.
    const isNamed = words.every((word) => word.startsWith('--'));
    if (!isNamed) expect(() => readWords(verb, words)).not.toThrow();
  },
);

test('what needs no account is run, and does what it says', async () => {
  const own = commands.filter(([name]) => name === 'lint');
  expect(own).toEqual([['lint', 'tidegate.yml']]);

  const { code } = await tell('lint', 'examples/minimal/tidegate.yml');

  expect(code).toBe(0);
});

test('nobody is asked to write the table, or to look into it', () => {
  expect(runbook).not.toMatch(/aws dynamodb|put-item|update-item|delete-item|get-item/);
});

test('each link within the page leads to a heading of it', () => {
  const anchors = new Set(
    sections.map(({ heading }) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replace(/\s/g, '-'),
    ),
  );
  const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);

  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});
