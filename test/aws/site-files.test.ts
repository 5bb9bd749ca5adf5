// What browsers are told of a site's files, and where a distribution's origin has its path.

import { originIn, withPath } from '../../aws/distribution-xml.ts';
import { typeOfFile } from '../../aws/site-files.ts';

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['app.9f2c.js', 'text/javascript; charset=utf-8'],
  ['LICENSE', 'application/octet-stream'],
  ['.well-known/constructor', 'application/octet-stream'],
])('%s is %s', (path, type) => {
  expect(typeOfFile(path)).toBe(type);
});

const origin = (id: string, bucket: string, path: string) =>
  `<Origin><Id>${id}</Id><DomainName>${bucket}.s3.eu-west-1.amazonaws.com</DomainName>${path}</Origin>`;
const api = origin('api', 'api', '<OriginPath>/v1</OriginPath>');
const made = (path: string) => `<Items>${api}${origin('site', 'shop', path)}</Items><New>1</New>`;

test.each(['<OriginPath>/old</OriginPath>', '<OriginPath></OriginPath>', '<OriginPath/>', ''])(
  'the path of the one origin is put in place of %s, and all else stays',
  (path) => {
    const changed = withPath(made(path), { id: undefined, bucket: 'shop' }, '/new');

    expect(changed).toBe(made('<OriginPath>/new</OriginPath>'));
  },
);

test('an origin that is not there, not the only one, or not the bucket’s is told', () => {
  const two = made('') + origin('more', 'shop', '');
  const problemOf = (id: string | undefined, bucket: string, all = two) =>
    originIn(all, { id, bucket });

  expect(problemOf(undefined, 'none')).toMatchObject({ problem: expect.stringMatching('none’s') });
  expect(problemOf(undefined, 'shop')).toMatchObject({
    problem: expect.stringMatching('one origin'),
  });
  expect(problemOf('api', 'shop')).toMatchObject({ problem: expect.stringMatching('got api.s3') });
  expect(problemOf('site', 'shop')).toMatchObject({ path: '' });
});
