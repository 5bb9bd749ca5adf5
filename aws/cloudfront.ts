// CloudFront: says which path of its origin a distribution serves, and switches it.

import { Failure } from '../core/failure.ts';
import type { SiteFields } from '../core/pipeline/targets/site.ts';
import type { Place } from './clients.ts';
import { originIn, withPath } from './distribution-xml.ts';
import { type RestService, type Spoken, signedCall } from './signed-call.ts';
import type { ClientOptions, MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

const GET_DISTRIBUTION = {
  service: 'cloudfront',
  path: '/2020-05-31',
  operation: 'GetDistribution',
};
const UPDATE_DISTRIBUTION = {
  service: 'cloudfront',
  path: '/2020-05-31',
  operation: 'UpdateDistribution',
};
const CREATE_INVALIDATION = {
  service: 'cloudfront',
  path: '/2020-05-31',
  operation: 'CreateInvalidation',
};
const LIST_INVALIDATIONS = {
  service: 'cloudfront',
  path: '/2020-05-31',
  operation: 'ListInvalidations',
};
const GET_INVALIDATION = {
  service: 'cloudfront',
  path: '/2020-05-31',
  operation: 'GetInvalidation',
};

export interface SiteTarget extends Place {
  readonly site: SiteFields;
}

export interface SiteFound {
  /** `/` where the origin has none. */
  readonly path: string;
  /** CloudFront's lock: whoever changes the distribution has to name it. */
  readonly eTag: string;
  /** Whether all of its edges have what was last set. */
  readonly isDeployed: boolean;
  /** As CloudFront wrote it: what is changed is put in its place, and all else stays as it is. */
  readonly configuration: string;
}

export interface Sites {
  /** Undefined where there is no such distribution. Throws `Refused` where its origin cannot be told. */
  read(target: SiteTarget): Promise<SiteFound | undefined>;
  /** Switches it, as it was read; resolves to its new lock. Throws `NotReady` where somebody has changed it since. */
  point(target: SiteTarget, found: SiteFound, path: string): Promise<string>;
  /** Has all caches forget everything, once for a reference. */
  invalidate(target: SiteTarget, reference: string): Promise<void>;
  /** Whether they have; undefined where nobody has asked by that reference, among the newest. */
  hasForgotten(target: SiteTarget, reference: string): Promise<boolean | undefined>;
}

export function cloudfront(access: MemberAccess): Sites {
  return {
    read: (target) => read(access, target),
    point: (target, found, path) => point(access, target, found, path),
    invalidate: (target, reference) => invalidate(access, target, reference),
    hasForgotten: (target, reference) => hasForgotten(access, target, reference),
  };
}

/** Where it is signed for, wherever the bucket is. */
function globally({ account }: Place): Place {
  return { account, region: 'us-east-1' };
}

interface Answered {
  readonly text: string;
  readonly eTag: string;
}

const XML: Spoken = {
  type: 'application/xml',
  write: (input) => (input as { readonly xml?: string }).xml ?? '',
  read: (text, headers): Answered => ({ text, eTag: headers.etag ?? '' }),
  nameOfError: (text) => within(text, 'Code'),
  messageOfError: (text) => within(text, 'Message') ?? text,
};

async function ask(
  access: MemberAccess,
  target: SiteTarget,
  of: RestService,
  xml = '',
  options: ClientOptions = {},
): Promise<Answered> {
  const global = { ...of, isGlobal: true as const };
  const answered = await signedCall(access, globally(target), global, { xml }, options, XML);
  return answered as Answered;
}

function at(
  operation: RestService,
  { site: { distribution } }: SiteTarget,
  below = '',
  more: Pick<RestService, 'method' | 'headers' | 'query'> = {},
): RestService {
  return { ...operation, path: `/2020-05-31/distribution/${distribution}${below}`, ...more };
}

async function read(access: MemberAccess, target: SiteTarget): Promise<SiteFound | undefined> {
  const { distribution, bucket, origin: id } = target.site;
  const what = `reading distribution ${distribution}`;
  try {
    const get = at(GET_DISTRIBUTION, target, '', { method: 'GET' });
    const { text, eTag } = await ask(access, target, get);
    const configuration = /<DistributionConfig[\s\S]*<\/DistributionConfig>/.exec(text)?.[0] ?? '';
    const origin = originIn(configuration, { id, bucket });
    if ('problem' in origin)
      throw new Failure('Refused', `expected distribution ${distribution} ${origin.problem}`);
    const isDeployed = within(text, 'Status') === 'Deployed';
    return { path: origin.path || '/', eTag, isDeployed, configuration };
  } catch (cause) {
    if (nameOf(cause) === 'NoSuchDistribution') return undefined;
    return translated(what, Promise.reject(cause));
  }
}

async function point(
  access: MemberAccess,
  target: SiteTarget,
  { configuration, eTag }: SiteFound,
  path: string,
): Promise<string> {
  const { distribution, bucket, origin: id } = target.site;
  const xml = withPath(configuration, { id, bucket }, path === '/' ? '' : path);
  const how = { method: 'PUT', headers: { 'if-match': eTag } } as const;
  const update = at(UPDATE_DISTRIBUTION, target, '/config', how);
  try {
    return (await ask(access, target, update, xml, { to: 'stop' })).eTag;
  } catch (cause) {
    if (['PreconditionFailed', 'InvalidIfMatchVersion'].includes(nameOf(cause))) {
      const text = `expected distribution ${distribution} to be as it was read, got one that was changed since`;
      throw new Failure('NotReady', text, { cause });
    }
    return translated(`switching distribution ${distribution}`, Promise.reject(cause));
  }
}

async function invalidate(
  access: MemberAccess,
  target: SiteTarget,
  reference: string,
): Promise<void> {
  const paths = '<Paths><Quantity>1</Quantity><Items><Path>/*</Path></Items></Paths>';
  const xml = `<InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">${paths}<CallerReference>${reference}</CallerReference></InvalidationBatch>`;
  const create = at(CREATE_INVALIDATION, target, '/invalidation');
  try {
    await ask(access, target, create, xml, { to: 'stop' });
  } catch (cause) {
    // It was asked for before, and its answer lost.
    if (nameOf(cause) === 'InvalidArgument' || /CallerReference/.test((cause as Error).message))
      return;
    await translated(`invalidating ${target.site.distribution}`, Promise.reject(cause));
  }
}

/** More than others may have asked for since. */
const MOST_READ = 10;

async function hasForgotten(
  access: MemberAccess,
  target: SiteTarget,
  reference: string,
): Promise<boolean | undefined> {
  const what = `reading the invalidations of ${target.site.distribution}`;
  const query = { MaxItems: `${MOST_READ}` };
  const list = at(LIST_INVALIDATIONS, target, '/invalidation', { method: 'GET', query });
  const { text } = await translated(what, ask(access, target, list));
  for (const [, id = ''] of text.matchAll(/<Id>([^<]+)<\/Id>/g)) {
    const get = at(GET_INVALIDATION, target, `/invalidation/${id}`, { method: 'GET' });
    const found = (await translated(what, ask(access, target, get))).text;
    if (within(found, 'CallerReference') === reference)
      return within(found, 'Status') === 'Completed';
  }
  return undefined;
}

/** The text of the first element of that name. */
function within(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
}
