import { adapters, home } from './played.ts';

test('the builds of a project come in pages of which the first may be short, and none is left out', async () => {
  const { aws, ports, run } = adapters();
  aws.codeBuild.addProject({ ...home, name: 'shop', source: { type: 'NO_SOURCE' } });
  for (let index = 0; index < 115; index += 1)
    await aws.operate('codebuild', 'StartBuild', { projectName: 'shop' });

  const numbers = await run(async () => {
    const pages: number[][] = [];
    for await (const page of ports.builds.pages(home, 'shop', 10))
      pages.push(page.map(({ number }) => number));
    return pages;
  });

  const pages = numbers as number[][];
  expect(pages.map(({ length }) => length)).toEqual([10, 90, 15]);
  expect(pages.flat()).toEqual(Array.from({ length: 115 }, (_, index) => 115 - index));
});

test('what a build was given as it was started tells of a pull request, and nothing else that a person gives', async () => {
  const { aws, ports, run } = adapters();
  aws.codeBuild.addProject({ ...home, name: 'shop', source: { type: 'GITHUB' } });
  const started = async (variables: Record<string, string>) => {
    const environmentVariablesOverride = Object.entries(variables).map(([name, value]) => {
      return { name, value };
    });
    const asked = { projectName: 'shop', environmentVariablesOverride };
    const { build } = (await aws.operate('codebuild', 'StartBuild', asked)) as {
      build: { arn: string };
    };
    const read = await run(() => ports.builds.get(home, build.arn));
    return (read as { exported: Record<string, string> }).exported;
  };

  const requested = await started({ CODEBUILD_WEBHOOK_TRIGGER: 'pr/7', TOKEN: 'secret' });
  const claimed = await started({ CODEBUILD_WEBHOOK_TRIGGER: 'branch/main' });

  expect(requested).toEqual({ CODEBUILD_WEBHOOK_TRIGGER: 'pr/7' });
  expect(claimed).toEqual({});
});
