import { findSites } from '../../../authoring/cloudformation/find-sites.ts';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';

const templateOf = (domain: string) => `Resources:
  Files: { Type: AWS::S3::Bucket }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig: { Origins: [{ Id: one, DomainName: ${domain} }] }
`;
const told = (domain: string) =>
  findSites(readTemplate(templateOf(domain), 'template.yml')).map(({ text }) => text);

test.each([
  ['!GetAtt Files.RegionalDomainName', 'Files'],
  ['!GetAtt Files.DomainName', 'Files'],
  ["!Select [2, !Split ['/', !GetAtt Files.WebsiteURL]]", 'Files'],
  ["!Sub '${Files}.s3.amazonaws.com'", 'Files'],
  ['shop-site.s3.eu-west-1.amazonaws.com', 'shop-site'],
  ['shop-site.s3.amazonaws.com', 'shop-site'],
  ['shop.example.com.s3-website-eu-west-1.amazonaws.com', 'shop.example.com'],
])('a distribution in front of %s is told as a site of %s', (domain, bucket) => {
  expect(told(domain)).toEqual([
    expect.stringMatching(
      new RegExp(`^Cdn is a site with its files in bucket ${bucket}: .*site.md`),
    ),
  ]);
});

test.each(['!GetAtt Balancer.DNSName', 'api.example.com', 's3.example.com'])(
  'a distribution in front of %s is no site',
  (domain) => {
    expect(told(domain)).toEqual([]);
  },
);

test('a distribution whose origins only a transform knows is left alone', () => {
  const text = 'Resources:\n  Cdn: { Type: AWS::CloudFront::Distribution, Properties: { A: b } }\n';

  expect(findSites(readTemplate(text, 'template.yml'))).toEqual([]);
});
