// The lock files: `npm ci` installs what was locked, byte for byte, whichever host it comes from, without a warning.

import { readFileSync } from 'node:fs';

interface Entry {
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
}

const textOf = (path: string) => readFileSync(path, 'utf8');

describe.each(['', 'cdk/', 'site/'])('%spackage-lock.json', (folder) => {
  const { packages } = JSON.parse(textOf(`${folder}package-lock.json`)) as {
    packages: Record<string, Entry>;
  };
  const installed = Object.entries(packages).filter(
    ([path, { link, inBundle }]) => path.includes('node_modules/') && !link && !inBundle,
  );
  const placesOf = (broken: (entry: Entry) => boolean) =>
    installed.filter(([, entry]) => broken(entry)).map(([path]) => path);

  test('has a checksum of every package: `npm run lock` asks for those that npm left out', () => {
    expect(installed.length).toBeGreaterThan(4);
    expect(placesOf(({ integrity }) => !integrity?.startsWith('sha512-'))).toEqual([]);
  });

  test('names no host', () => {
    expect(placesOf(({ resolved }) => resolved !== undefined)).toEqual([]);
    expect(textOf(`${folder}.npmrc`)).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  });

  test('has no deprecated package', () => {
    expect(placesOf(({ deprecated }) => deprecated !== undefined)).toEqual([]);
  });

  test('says of each install script whether it is needed', () => {
    const { allowScripts = {} } = JSON.parse(textOf(`${folder}package.json`)) as {
      allowScripts?: Record<string, boolean>;
    };

    const undecided = placesOf(({ hasInstallScript }) => hasInstallScript === true).filter(
      (path) => !(path.split('node_modules/').at(-1)! in allowScripts),
    );

    expect(undecided).toEqual([]);
  });
});
