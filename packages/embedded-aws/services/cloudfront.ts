// CloudFront: distributions whose origins have paths, each changed as a whole under a lock; and invalidations.

import type { VirtualClock } from '../clock.ts';
import { partitionOf } from '../partition.ts';
import { AwsError, type Call, type Service } from '../service.ts';

export interface Distribution {
  readonly id: string;
  readonly account: string;
  /** As XML: what it is made of, only who changes it knows. */
  configuration: string;
  eTag: string;
  isDeployed: boolean;
  /** The newest first. */
  readonly invalidations: Invalidation[];
  cancel: () => void;
}

interface Invalidation {
  readonly id: string;
  readonly reference: string;
  readonly paths: string;
  isCompleted: boolean;
}

export interface CloudFront {
  readonly service: Service;
  /** A distribution whose only origin is a bucket; made on first sight. */
  distribution(account: string, id: string, bucket: string): Distribution;
  /** Somebody else changes what it is. */
  change(distribution: Distribution, configuration: string): void;
  follow(listener: (what: 'changes' | 'deploys', distribution: Distribution) => void): void;
}

/** How long all edges take to have what was set, and to forget. */
const DEPLOY_SECONDS = 150;
const FORGET_SECONDS = 40;
/** Of paths with a star. */
const MOST_IN_PROGRESS = 15;

interface Store {
  readonly clock: VirtualClock;
  readonly all: Map<string, Distribution>;
  readonly newId: () => string;
  readonly listeners: ((what: 'changes' | 'deploys', distribution: Distribution) => void)[];
}

export function cloudFront(clock: VirtualClock): CloudFront {
  const ids = clock.chance.stream('cloudfront');
  const newId = () => ids.uuid().replaceAll('-', '').slice(0, 13).toUpperCase();
  const store: Store = { clock, all: new Map(), newId, listeners: [] };
  return {
    service: { id: 'cloudfront', meant: resourcesOf, operations: operationsOf(store) },
    distribution(account, id, bucket) {
      const made = store.all.get(id) ?? {
        ...{ id, account, eTag: `E${newId()}`, isDeployed: true, invalidations: [] },
        configuration: configurationWith(id, bucket),
        cancel: () => {},
      };
      store.all.set(id, made);
      return made;
    },
    change: (distribution, configuration) => change(store, distribution, configuration),
    follow: (listener) => void store.listeners.push(listener),
  };
}

function resourcesOf(_operation: string, input: unknown, { account, region }: Call): string[] {
  const { Id } = input as { Id?: string };
  return [`arn:${partitionOf(region)}:cloudfront::${account}:distribution/${Id}`];
}

function operationsOf(store: Store): Service['operations'] {
  return {
    GetDistribution: (input, call) => formOf(found(store, input, call)),
    UpdateDistribution: (input, call) => formOf(update(store, input, call)),
    CreateInvalidation: (input, call) => ({
      Xml: invalidationForm(invalidate(store, input, call)),
    }),
    ListInvalidations: (input, call) => ({
      Xml: listForm(found(store, input, call).invalidations),
    }),
    GetInvalidation: (input, call) => {
      const { InvalidationId } = input as { InvalidationId?: string };
      const { invalidations } = found(store, input, call);
      const its = invalidations.find(({ id }) => id === InvalidationId);
      if (its) return { Xml: invalidationForm(its) };
      throw new AwsError('NoSuchInvalidation', 'The invalidation does not exist.', 404);
    },
  };
}

function change(
  { clock, newId, listeners }: Store,
  distribution: Distribution,
  configuration: string,
): void {
  const tell = (what: 'changes' | 'deploys') => {
    for (const each of listeners) each(what, distribution);
  };
  distribution.cancel();
  Object.assign(distribution, { configuration, eTag: `E${newId()}`, isDeployed: false });
  tell('changes');
  distribution.cancel = clock.at(clock.millis() + DEPLOY_SECONDS * 1000, () => {
    distribution.isDeployed = true;
    tell('deploys');
  });
}

function found({ all }: Store, input: unknown, { account }: Call): Distribution {
  const { Id = '' } = input as { Id?: string };
  const its = all.get(Id);
  if (its?.account === account) return its;
  throw new AwsError('NoSuchDistribution', 'The specified distribution does not exist.', 404);
}

function update(store: Store, input: unknown, call: Call): Distribution {
  const { IfMatch, Xml = '' } = input as { IfMatch?: string; Xml?: string };
  const its = found(store, input, call);
  if (IfMatch === undefined)
    throw new AwsError('InvalidIfMatchVersion', 'The If-Match version is missing.', 400);
  if (IfMatch !== its.eTag)
    throw new AwsError('PreconditionFailed', 'The precondition in If-Match is false.', 412);
  if (referenceOf(Xml) !== referenceOf(its.configuration))
    throw new AwsError('IllegalUpdate', 'The caller reference cannot be changed.', 400);
  change(store, its, Xml);
  return its;
}

/** The same reference with the same paths is the same; with others it is refused. */
function invalidate(store: Store, input: unknown, call: Call): Invalidation {
  const { clock, newId } = store;
  const { Xml = '' } = input as { Xml?: string };
  const { invalidations } = found(store, input, call);
  const reference = referenceOf(Xml) ?? '';
  const paths = /<Paths>[\s\S]*<\/Paths>/.exec(Xml)?.[0] ?? '';
  const known = invalidations.find((each) => each.reference === reference);
  if (known?.paths === paths) return known;
  if (known) throw new AwsError('InvalidArgument', 'The CallerReference was used before.', 400);
  if (invalidations.filter(({ isCompleted }) => !isCompleted).length >= MOST_IN_PROGRESS)
    throw new AwsError('TooManyInvalidationsInProgress', 'Too many are in progress.', 400);
  const made = { id: `I${newId()}`, reference, paths, isCompleted: false };
  invalidations.unshift(made);
  clock.at(clock.millis() + FORGET_SECONDS * 1000, () => {
    made.isCompleted = true;
  });
  return made;
}

function referenceOf(xml: string): string | undefined {
  return /<CallerReference>([^<]*)<\/CallerReference>/.exec(xml)?.[1];
}

function formOf({ id, configuration, eTag, isDeployed }: Distribution) {
  const status = isDeployed ? 'Deployed' : 'InProgress';
  const Xml = `<Distribution><Id>${id}</Id><Status>${status}</Status>${configuration}</Distribution>`;
  return { Xml, ETag: eTag };
}

function invalidationForm({ id, reference, paths, isCompleted }: Invalidation): string {
  const status = isCompleted ? 'Completed' : 'InProgress';
  return `<Invalidation><Id>${id}</Id><Status>${status}</Status><InvalidationBatch>${paths}<CallerReference>${reference}</CallerReference></InvalidationBatch></Invalidation>`;
}

function listForm(all: readonly Invalidation[]): string {
  const items = all.map(
    ({ id, isCompleted }) =>
      `<InvalidationSummary><Id>${id}</Id><Status>${isCompleted ? 'Completed' : 'InProgress'}</Status></InvalidationSummary>`,
  );
  return `<InvalidationList><Items>${items.slice(0, 100).join('')}</Items></InvalidationList>`;
}

function configurationWith(id: string, bucket: string): string {
  const origin = `<Origin><Id>site</Id><DomainName>${bucket}.s3.amazonaws.com</DomainName><OriginPath></OriginPath><CustomHeaders><Quantity>0</Quantity></CustomHeaders></Origin>`;
  return `<DistributionConfig><CallerReference>${id}</CallerReference><Origins><Quantity>1</Quantity><Items>${origin}</Items></Origins><Comment>a site</Comment><Enabled>true</Enabled></DistributionConfig>`;
}

/** The path of the origin whose domain is the bucket's. */
export function originPathOf({ configuration }: Distribution): string {
  return /<OriginPath>([^<]*)<\/OriginPath>/.exec(configuration)?.[1] ?? '';
}
