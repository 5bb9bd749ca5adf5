// Static sites: distributions that have their files from a bucket of the same template. Where it cannot be told which
// bucket that is, or it is none of this template, that they can be a target is said, and why they are none here.

import type { FoundSite } from './found.ts';
import { type Known, said } from './known-text.ts';
import { isObject } from './properties.ts';
import type { Template, TemplateResource } from './read-template.ts';
import { ofType, referredIds } from './references.ts';
import type { Remark } from './remark.ts';

/** `shop-site.s3.eu-west-1.amazonaws.com`, and a website’s `shop-site.s3-website-eu-west-1.amazonaws.com`. */
const BUCKET_DOMAIN = /^([a-z0-9][a-z0-9.-]*?)\.s3[.-]([a-z0-9-]+\.)*amazonaws\.com/;
/** The same of a bucket, or in a region, that only the stack knows. */
const UNKNOWN_DOMAIN =
  /^((?:[a-z0-9.-]|\$\{[\w:.]+\})+?)\.s3[.-](?:(?:[a-z0-9-]|\$\{[\w:.]+\})+\.)*amazonaws\.com/;

interface Sites {
  readonly sites: readonly FoundSite[];
  readonly remarks: readonly Remark[];
}

export function findSites(template: Template, known: Known = {}): Sites {
  const served = ofType(template, 'AWS::CloudFront::Distribution').flatMap((distribution) => {
    const origins = originsOf(distribution, template, known);
    return origins.length === 0 ? [] : [{ distribution, origins }];
  });
  const all = served.map((each) => ({ ...each, against: againstSite(each, served, template) }));
  return {
    sites: all.flatMap(({ distribution, origins: [origin], against }) => {
      const bucket = origin?.own;
      return bucket && against === undefined
        ? [foundSite(distribution, bucket, template, known)]
        : [];
    }),
    remarks: all.flatMap(({ distribution: { id, line }, origins, against }) =>
      against === undefined ? [] : [{ id, line, text: untoldText(id, origins, against) }],
    ),
  };
}

interface Origin {
  /** Its bucket, as the template or its name has it. */
  readonly bucket: string;
  /** Where it is one of this template. */
  readonly own?: TemplateResource;
}

interface Served {
  readonly distribution: TemplateResource;
  readonly origins: readonly Origin[];
}

function originsOf({ properties }: TemplateResource, template: Template, known: Known): Origin[] {
  const { DistributionConfig: given } = properties;
  const origins = isObject(given) && Array.isArray(given.Origins) ? given.Origins : [];
  return origins.flatMap((origin) =>
    bucketsAt(isObject(origin) && origin.DomainName, template, known),
  );
}

function bucketsAt(domain: unknown, template: Template, known: Known): Origin[] {
  const buckets = ofType(template, 'AWS::S3::Bucket');
  const referred = referredIds(domain, template);
  const own = buckets.filter(({ id }) => referred.includes(id));
  if (own.length > 0) return own.map((each) => ({ bucket: each.id, own: each }));
  const text = said(domain, template, known).text ?? substituted(domain);
  const [, name] = BUCKET_DOMAIN.exec(text ?? '') ?? UNKNOWN_DOMAIN.exec(text ?? '') ?? [];
  if (name === undefined) return [];
  const called = buckets.find(
    ({ properties }) => said(properties.BucketName, template, known).text === name,
  );
  return [called ? { bucket: called.id, own: called } : { bucket: name }];
}

function substituted(value: unknown): string | undefined {
  const given = isObject(value) ? [value['Fn::Sub']].flat()[0] : undefined;
  return typeof given === 'string' ? given : undefined;
}

/** Why no target can be written for it; undefined for nothing. */
function againstSite(
  { distribution, origins }: Served,
  served: readonly Served[],
  template: Template,
): string | undefined {
  const { DistributionConfig: given } = distribution.properties;
  const [first, ...more] = origins;
  if (more.length > 0)
    return `it has several origins of buckets (${origins.map(({ bucket }) => bucket).join(', ')}), and which of them a release brings is not told`;
  if (isObject(given) && hasGroup(given.OriginGroups))
    return 'it has an origin group, whose other origins would go on with other files';
  const own = first?.own;
  if (own === undefined) return 'its bucket is none of this template';
  const others = served.filter((each) => each.origins.some((it) => it.own?.id === own.id));
  if (others.length > 1)
    return `several distributions have their files from it (${others.map((each) => each.distribution.id).join(', ')})`;
  const website = template.resources.get(own.id)?.properties.WebsiteConfiguration;
  if (isObject(website) && website.RedirectAllRequestsTo !== undefined)
    return 'its bucket only redirects to another site';
  return undefined;
}

function hasGroup(given: unknown): boolean {
  if (!isObject(given)) return false;
  const { Items: items } = given;
  return Array.isArray(items) ? items.length > 0 : items !== undefined || !('Quantity' in given);
}

function foundSite(
  { id, line, condition }: TemplateResource,
  bucket: TemplateResource,
  template: Template,
  known: Known,
): FoundSite {
  return {
    id,
    bucketId: bucket.id,
    bucket: {
      ...said(bucket.properties.BucketName, template, known),
      expression: { Ref: bucket.id },
    },
    conditions: [condition, bucket.condition].filter((each) => each !== undefined),
    line,
  };
}

function untoldText(id: string, origins: readonly Origin[], against: string): string {
  const buckets = [...new Set(origins.map(({ bucket }) => bucket))];
  return (
    `${id} is a site with its files in bucket ${buckets.join(', ')}: once both are there, it can be a target of its own, ` +
    `site: { bucket: …, distribution: … } (docs/targets/site.md); none is proposed, for ${against}`
  );
}
