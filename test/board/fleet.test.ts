import { renderFleet } from '../../board/fleet.ts';
import { exportedLinks, servedLinks } from '../../board/links.ts';
import { timesScript } from '../../board/live.ts';
import { renderFleetPage } from '../../board/page.ts';
import { arrivalsOf } from '../../core/board/arrivals.ts';
import { pageAsked } from '../../core/board/asked.ts';
import { fleetView } from '../../core/board/fleet-view.ts';
import type { BoardItems } from '../../core/board/items.ts';
import { pipelineView } from '../../core/board/view.ts';
import { planOf } from '../../core/plan.ts';
import type { Stage } from '../../core/stage.ts';
import { definition, installed, items, NOW, release, target, wave } from './items.ts';

const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const runs = (name: string, number: number) =>
  target(name, { running: installed(number), baked: installed(number) });
const all = (number: number) => ['beta', 'prod-one', 'prod-two'].map((name) => runs(name, number));

function service(pipeline: string, owner: string, more: Partial<BoardItems> = {}): BoardItems {
  return items({ definition: { ...definition, pipeline, owner }, targets: all(7), ...more });
}

const frozen = {
  pipeline: 'shop',
  name: 'prod',
  frozen: { since: at(-60), reason: 'nobody knows what runs there' },
} as unknown as Stage;

describe('the fleet', () => {
  const view = fleetView(
    [
      service('quiet', 'team-b'),
      service('frozen', 'team-a', { stages: [frozen] }),
      service('gone', 'team-a', { leaving: { since: at(-9), ended: at(-1) } as never }),
    ],
    ['broken'],
    NOW,
  );

  test('has those that need a person first, and those that were removed not at all', () => {
    expect(view.services.map(({ pipeline }) => pipeline)).toEqual(['frozen', 'quiet']);
    expect(view.services.map(({ states }) => states)).toEqual([['needsPerson'], ['quiet']]);
    expect(view).toMatchObject({ stages: ['beta', 'prod'], teams: ['team-a', 'team-b'] });
  });

  test('names one that no plan can be made of any more, and shows the others', () => {
    const wave = definition.stages[1]!.waves![0]!;
    const waves = Array.from({ length: 500 }, (_, index) => ({ ...wave, name: `w${index}` }));
    const large = {
      ...definition,
      pipeline: 'large',
      stages: [{ ...definition.stages[1]!, waves }],
    };

    const found = fleetView([service('quiet', 'team-b'), items({ definition: large })], [], NOW);

    expect(found).toMatchObject({ unread: ['large'], services: [{ pipeline: 'quiet' }] });
  });

  test('says of each stage and region what runs there', () => {
    expect(view.services[1]?.stages).toMatchObject([
      { name: 'beta', regions: [{ region: 'us-east-1', status: 'baked' }] },
      { name: 'prod', regions: [{ region: 'eu-west-1', runs: [{ targets: 2 }] }] },
    ]);
  });

  test('shows what could not be read, and how to clear what needs somebody', () => {
    const page = renderFleet(view, {}, servedLinks);

    expect(page).toContain('Could not be read just now: broken');
    expect(page).toContain('tidegate why-blocked frozen');
    expect(page).toContain('href="/board/pipelines/frozen"');
  });

  test.each([
    ['by team', { team: 'team-b' }, ['quiet']],
    ['by state', { state: 'needsPerson' }, ['frozen']],
    ['by both', { team: 'team-b', state: 'needsPerson' }, []],
  ] as const)('is filtered %s', (_, wish, left) => {
    const page = renderFleet(view, wish, servedLinks);

    const shown = [...page.matchAll(/<th scope=row><a href="[^"]*">([^<]*)</g)].map(
      ([, name]) => name,
    );
    expect(shown).toEqual(left);
  });

  test('leads from page to page, on a server and as files', () => {
    expect(renderFleetPage(view, { team: 'team-a' }, servedLinks)).toContain(
      'href="/board?team=team-a&amp;state=held"',
    );
    expect(renderFleetPage(view, {}, exportedLinks(0))).toContain('href="pipelines/frozen.html"');
  });

  test('lets no name or text become markup', () => {
    const evil = '"><script>alert(1)</script>';
    const hostile = fleetView(
      [
        service(`p${evil}`, `o${evil}`, {
          stages: [{ ...frozen, frozen: { since: evil, reason: evil } } as Stage],
        }),
      ],
      [evil],
      NOW,
    );
    const stages = hostile.services[0]!.stages.map((stage) => ({
      ...stage,
      name: `${stage.name}}${evil}`,
      held: evil,
      regions: [{ ...stage.regions[0]!, region: evil, coming: evil }],
    }));
    const services = [{ ...hostile.services[0]!, stages }];
    const spoilt = { ...hostile, services, stages: stages.map(({ name }) => name) };

    const ours = `<script>${timesScript}</script>`;
    const asked = renderFleetPage(spoilt, { team: evil, state: evil }, servedLinks);
    const page = asked.replace(ours, '');
    const shown = renderFleetPage(spoilt, {}, servedLinks).replace(ours, '');

    expect(page).not.toContain('<script>');
    expect(shown).not.toContain('<script>');
    expect(shown).toContain('&lt;script&gt;');
  });

  test('of five hundred services is below a hundred thousand bytes', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      service(`service-${String(index).padStart(3, '0')}-payments`, `team-${index % 25}`),
    );

    const page = renderFleetPage(fleetView(many, [], NOW), {}, servedLinks);

    expect(Buffer.byteLength(page)).toBeLessThan(100_000);
  });
});

describe('the expected arrival', () => {
  const plan = planOf(definition);
  const arrivals = (more: Partial<BoardItems>) =>
    Object.fromEntries(arrivalsOf(plan, pipelineView(items(more), NOW).stages, NOW));

  test('is reckoned from where a release is', () => {
    const waves = [wave(7, 0, { openedAt: at(-10) })];

    expect(arrivals({ releases: [release(7)], waves })).toEqual({ prod: at(600) });
  });

  test('is not known while only a person can open the gate', () => {
    const blockedBy = [{ kind: 'approval', subject: 's', what: 'w', since: at(0), clears: 'c' }];
    const waves = [wave(7, 0, { blockedBy } as never)];

    expect(arrivals({ releases: [release(7)], waves })).toEqual({});
  });

  test('is none where nothing is on its way', () => {
    expect(arrivals({})).toEqual({});
  });
});

test.each([
  ['/board', {}, { page: 'fleet' }],
  ['/board/', { team: 'a' }, { page: 'fleet', team: 'a' }],
  ['/board/pipelines/shop', {}, { page: 'pipeline', name: 'shop', follow: true }],
  ['/board/pipelines/shop', { still: '' }, { page: 'pipeline', name: 'shop', follow: false }],
  ['/board/releases/shop-0123-1', {}, { page: 'release', id: 'shop-0123-1' }],
  ['/board/releases/..%2f..', {}, undefined],
  ['/board/releases/%', {}, undefined],
  ['/board/pipelines/a/b', {}, undefined],
  ['/board/nothing/a', {}, undefined],
  ['/', {}, undefined],
])('%s is the page that it names', (path, query, page) => {
  expect(pageAsked(path, query)).toEqual(page);
});
