// Several artifacts that are released as one: one revision, whose parts go each to their own targets.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { OBJECTS, pipelineOf, played } from './bundled.ts';

test('what is newer of one part is released with the others as they are, and the ledger says which', async () => {
  const { ends, targets, starts, ignored } = await played({
    scenario:
      'baseline: old\nbuilds: [{ at: 1m, revision: one }, { at: 2h, revision: two, part: web }]',
  });

  expect(ends).toEqual(['Promoted one', 'Promoted one+two']);
  expect(targets).toEqual({ api: 'one', web: 'two' });
  expect(starts[0]).toMatch(/new: api \(api\.zip@\w+\), web \(web\.zip@\w+\)$/);
  expect(starts[1]).toMatch(/new: web \(web\.zip@\w+\); as before: api$/);
  expect(ignored).toEqual([]);
});

test('of a stage of one’s own each part is put by itself, and nothing is released but by command', async () => {
  const { ends, ignored } = await played({
    source: OBJECTS.replaceAll('key: shop/', 'key: tidegate-dev/shop/ada/'),
    scenario: `baseline: old
builds: [{ at: 1m, revision: one }, { at: 2h, revision: two, part: web }]
people: [{ at: 5h, as: anna, does: start }]`,
  });

  expect(ends).toEqual(['Promoted one+two']);
  expect(ignored).toContainEqual(
    'tidegate dev releases the parts of a stage of one’s own once all are there',
  );
});

test('half of a bundle is not released, and it is said which half is missing', async () => {
  const { ends, ignored } = await played({
    scenario: 'baseline: old\nbuilds: [{ at: 1m, revision: one, part: api }]',
  });

  expect(ends).toEqual([]);
  expect(ignored).toEqual([
    expect.stringMatching(/^half of a bundle is no release: of part web nothing/),
  ]);
});

test('one part that harms takes both back, and both are quarantined as one', async () => {
  const { ends, targets, quarantined } = await played({
    scenario: `baseline: old
builds: [{ at: 1m, revision: one }, { at: 2h, revision: two }, { at: 4h, revision: one, part: web }]
misbehaviours: [{ how: alarm, alarm: web-errors, revision: two, target: web, after: 1m }]`,
  });

  expect(ends.slice(0, 2)).toEqual(['Promoted one', 'RolledBack two']);
  expect(quarantined).toHaveLength(1);
  expect(ends[2]).toBe('Promoted two+one');
  expect(targets).toEqual({ api: 'two', web: 'one' });
});

test.each(['lost', 'doubled', 'late'])('events that are %s release the same once', async (how) => {
  const { ends, targets } = await played({
    scenario: `baseline: old
builds: [{ at: 1m, revision: one }, { at: 30m, revision: two, part: api }]
events: [{ source: aws.s3, how: ${how}, times: 9${how === 'late' ? ', by: 7m' : ''} }]`,
  });

  expect(ends.at(-1)).toBe('Promoted two+one');
  expect(new Set(ends).size).toBe(ends.length);
  expect(targets).toEqual({ api: 'two', web: 'one' });
});

test('an image and an object are one bundle, the image pinned by its digest', async () => {
  const { ends, targets, at } = await played({
    source:
      'bundle: { api: { s3: { bucket: acme-releases, key: shop/api.zip } }, web: { ecr: { repository: web, tags: [main] } } }',
    web: 'strategy: rolling, ecs: { cluster: shop, service: web }',
    scenario: `baseline: old
builds: [{ at: 1m, revision: one }, { at: 2h, revision: two, part: web, tag: try }, { at: 3h, revision: three, part: web, tag: main }]`,
  });

  expect(ends).toEqual(['Promoted one', 'Promoted one+three']);
  expect(targets).toEqual({ api: 'one', web: 'three' });
  // Each by its event, and not by the hourly look.
  expect(at).toEqual(['00:01', '03:00']);
});

test('several artifacts of one build are one revision', async () => {
  const { ends, targets, starts } = await played({
    source: 'project: shop-build, artifacts: { api: package, web: pages }',
    scenario: 'baseline: old\nbuilds: [{ at: 1m, revision: one }]',
  });

  expect(ends).toEqual(['Promoted one']);
  expect(targets).toEqual({ api: 'one', web: 'one' });
  expect(starts[0]).toMatch(/new: api \(package\), web \(pages\)/);
});

test('a person takes the whole back, and releases it again by what it is called', async () => {
  const { ends, targets } = await played({
    scenario: `baseline: old
builds: [{ at: 1m, revision: one }, { at: 2h, revision: two, part: web }]
people:
  - { at: 4h, as: anna, does: rollback, reason: a doubt }
  - { at: 6h, as: anna, does: start, release: latest, retry: true, reason: no doubt }`,
  });

  expect(ends.slice(0, 2)).toEqual(['Promoted one', 'Promoted one+two']);
  expect(targets).toBeDefined();
});

test.each([
  [
    'a target without a part',
    pipelineOf(OBJECTS).replace('part: web, ', ''),
    /which part it gets, one of api, web, got none/,
  ],
  [
    'a part that is none',
    pipelineOf(OBJECTS).replace('part: web', 'part: wbe'),
    /got wbe: write part: web/,
  ],
  ['a part without a bundle', pipelineOf('project: shop-build'), /expected no part in target api/],
  [
    'a part that nobody gets',
    pipelineOf(OBJECTS).replaceAll('part: web', 'part: api'),
    /expected part web to be gotten/,
  ],
  [
    'one part alone',
    pipelineOf('bundle: { api: { s3: { bucket: acme-releases, key: a } } }'),
    /2 to 10 parts/,
  ],
  [
    'artifact beside artifacts',
    pipelineOf('project: b, artifact: x, artifacts: { api: x, web: y }'),
    /got both/,
  ],
  [
    'artifacts without a project',
    pipelineOf(`${OBJECTS}, artifacts: { api: x, web: y }`),
    /artifacts beside source.project/,
  ],
  [
    'images for what gets none',
    pipelineOf(
      'bundle: { api: { s3: { bucket: acme-releases, key: a } }, web: { ecr: { repository: web, tags: [main] } } }',
    ),
    /expected target web to get images/,
  ],
])('%s is refused', (_, text, message) => {
  expect(() => parsePipeline(text, 'p')).toThrow(message);
});
