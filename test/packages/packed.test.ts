// `npm pack` of a package gives an archive that works alone: in a folder with nothing but what it depends on.

import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const newFolder = () => mkdtempSync(join(tmpdir(), 'tidegate-packed-'));

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** Packs a copy: the package's own manifest is another one while it is packed, and other tests read it. */
function pack(name: string): string {
  const tree = newFolder();
  const needed = [
    'LICENSE',
    'tsconfig.json',
    'packages/tsconfig.build.json',
    'scripts/pack-package.ts',
  ];
  for (const path of needed) cpSync(path, join(tree, path), { recursive: true });
  cpSync(`packages/${name}`, join(tree, 'packages', name), {
    recursive: true,
    filter: (path) => !/\/(test|node_modules)$/.test(path),
  });
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
  const { version } = readJson('package.json');
  const root = { name: 'tree', version, private: true, type: 'module', workspaces: ['packages/*'] };
  writeFileSync(join(tree, 'package.json'), JSON.stringify(root));

  const packed = execFileSync('npm', ['pack', '-w', `packages/${name}`, '--json', '--offline'], {
    cwd: tree,
    encoding: 'utf8',
  });
  expect(readFileSync(join(tree, 'packages', name, 'package.json'), 'utf8')).toBe(
    readFileSync(`packages/${name}/package.json`, 'utf8'),
  );
  expect(existsSync(join(tree, 'packages', name, 'dist'))).toBe(false);
  return join(tree, JSON.parse(packed.slice(packed.indexOf('[\n')))[0].filename);
}

/** A folder in which the archive is installed, beside what it and an example depend on. */
function installed(archive: string, name: string, code: string): string {
  const folder = newFolder();
  const own = join(folder, 'node_modules', '@tidegate', name);
  mkdirSync(own, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', own, '--strip-components=1']);
  const ofExample = [...code.matchAll(/from '(@aws-sdk\/[^']+)'/g)].map(([, found]) => found!);
  const { dependencies } = readJson(join(own, 'package.json'));
  for (const dependency of new Set([...Object.keys(dependencies), ...ofExample, '@types/node'])) {
    const place = join(folder, 'node_modules', dependency);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(resolve('node_modules', dependency), place);
  }
  return folder;
}

/** The Node that runs the tests, and the machine's own where it is another. */
function nodes(): string[] {
  const path = process.env.PATH!.split(delimiter).filter((each) => !each.includes('node_modules'));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const code = 'console.log(process.execPath)';
  const own = execFileSync('node', ['-e', code], { env, encoding: 'utf8' }).trim();
  return [...new Set([process.execPath, own])];
}

test.each(['judge', 'embedded-aws'])('%s', (name) => {
  const [, code = '', printed] =
    /```ts\n(.*?)```.*?```\n(.*?)```/s.exec(readFileSync(`packages/${name}/README.md`, 'utf8')) ??
    [];

  const folder = installed(pack(name), name, code);

  writeFileSync(join(folder, 'example.mjs'), stripTypeScriptTypes(code));
  for (const node of nodes()) {
    expect(execFileSync(node, [join(folder, 'example.mjs')], { encoding: 'utf8' })).toBe(printed);
  }
  writeFileSync(join(folder, 'example.mts'), code);
  const strictly = [
    '--ignoreConfig',
    '--strict',
    '--noEmit',
    '--module',
    'nodenext',
    '--types',
    'node',
  ];
  execFileSync(resolve('node_modules/.bin/tsc'), [...strictly, join(folder, 'example.mts')], {
    cwd: folder,
    stdio: 'inherit',
  });
});
