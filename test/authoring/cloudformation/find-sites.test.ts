import { findSites } from '../../../authoring/cloudformation/find-sites.ts';
import type { Known } from '../../../authoring/cloudformation/known-text.ts';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';

const templateOf = (domain: string) => `Resources:
  Files: { Type: AWS::S3::Bucket }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig: { Origins: [{ Id: one, DomainName: ${domain} }] }
`;
const found = (text: string, known: Known = {}) =>
  findSites(readTemplate(text, 'template.yml'), known);
const told = (domain: string) => found(templateOf(domain));

test.each([
  '!GetAtt Files.RegionalDomainName',
  '!GetAtt Files.DomainName',
  "!Select [2, !Split ['/', !GetAtt Files.WebsiteURL]]",
  "!Sub '${Files}.s3.amazonaws.com'",
])('a distribution in front of %s is a site of that bucket', (domain) => {
  expect(told(domain)).toMatchObject({ sites: [{ id: 'Cdn', bucketId: 'Files' }], remarks: [] });
});

test('a bucket is its template’s by its name, too', () => {
  const named = (name: string, domain: string) =>
    templateOf(domain)
      .replace(
        'Resources:',
        'Parameters: { Name: { Type: String, Default: shop-site } }\nResources:',
      )
      .replace('AWS::S3::Bucket }', `AWS::S3::Bucket, Properties: { BucketName: ${name} } }`);

  const plain = found(named('shop-site', 'shop-site.s3.eu-west-1.amazonaws.com'));
  const given = found(named('!Ref Name', "!Sub '${Name}.s3.amazonaws.com'"));

  expect([plain, given]).toMatchObject([
    { sites: [{ bucketId: 'Files', bucket: { text: 'shop-site' } }], remarks: [] },
    { sites: [{ bucketId: 'Files', bucket: { text: 'shop-site' } }], remarks: [] },
  ]);
});

test.each([
  ['shop-site.s3.eu-west-1.amazonaws.com', 'shop-site'],
  ['shop-site.s3.amazonaws.com', 'shop-site'],
  ['shop.example.com.s3-website-eu-west-1.amazonaws.com', 'shop.example.com'],
  ["!Sub '${Elsewhere}.s3.${AWS::Region}.amazonaws.com'", '${Elsewhere}'],
])('a bucket from elsewhere, behind %s, is told and is no target', (domain, bucket) => {
  const { sites, remarks } = told(domain);

  expect(sites).toEqual([]);
  const [text] = remarks.map((each) => each.text);
  expect(text).toContain(`Cdn is a site with its files in bucket ${bucket}: `);
  expect(text).toMatch(/site\.md\); none is proposed, for its bucket is none of this template$/);
});

const OF = (more: string, rest = '') => `Resources:
  Files: { Type: AWS::S3::Bucket }
  Old: { Type: AWS::S3::Bucket }
  Away: { Type: AWS::S3::Bucket, Properties: { WebsiteConfiguration: { RedirectAllRequestsTo: { HostName: a.b } } } }
  Cdn: { Type: AWS::CloudFront::Distribution, Properties: { DistributionConfig: { ${more} } } }
${rest}`;
const FILES = '{ Id: one, DomainName: !GetAtt Files.DomainName }';
const API = '{ Id: api, DomainName: api.example.com }';

test.each([
  [
    `Origins: [${FILES}, { Id: two, DomainName: !GetAtt Old.DomainName }]`,
    /bucket Files, Old: .*several origins of buckets \(Files, Old\)/,
  ],
  [`Origins: [${FILES}, { Id: two, DomainName: a.s3.amazonaws.com }]`, /buckets \(Files, a\)/],
  [`Origins: [${FILES}, ${FILES}]`, /bucket Files: .*several origins of buckets \(Files, Files\)/],
  [
    `Origins: [${FILES}, ${API}], OriginGroups: { Quantity: 1, Items: [{ Id: both }] }`,
    /bucket Files: .*an origin group/,
  ],
  ['Origins: [{ Id: one, DomainName: !GetAtt Away.DomainName }]', /only redirects/],
])('where it cannot be told, no target is proposed, and it says why: %s', (config, why) => {
  const { sites, remarks } = found(OF(config));

  expect(sites).toEqual([]);
  expect(remarks.map(({ text }) => text)).toEqual([expect.stringMatching(why)]);
});

test('beside other origins and an empty list of groups it is told', () => {
  const groups = 'OriginGroups: { Quantity: 0, Items: [] }';

  expect(found(OF(`Origins: [${API}, ${FILES}], ${groups}`)).sites).toHaveLength(1);
});

test('a bucket behind two distributions is a site of neither', () => {
  const other = OF(`Origins: [${FILES}]`).split('\n').at(-2)!.replace('Cdn', 'Next');

  const { sites, remarks } = found(OF(`Origins: [${FILES}]`, `${other}\n`));

  expect(sites).toEqual([]);
  expect(remarks).toHaveLength(2);
  expect(remarks[0]!.text).toMatch(/several distributions have their files from it \(Cdn, Next\)/);
});

test.each(['!GetAtt Balancer.DNSName', 'api.example.com', 's3.example.com'])(
  'a distribution in front of %s is no site',
  (domain) => {
    expect(told(domain)).toEqual({ sites: [], remarks: [] });
  },
);

test('a distribution whose origins only a transform knows is left alone', () => {
  const text = 'Resources:\n  Cdn: { Type: AWS::CloudFront::Distribution, Properties: { A: b } }\n';

  expect(found(text)).toEqual({ sites: [], remarks: [] });
});
