// XML as AWS's Query answers it, and forms as it takes them.

import { formOf } from '../../aws/query-form.ts';
import { readXml } from '../../aws/xml.ts';

test.each([
  ['<?xml version="1.0"?><A xmlns="http://a/"><B>1</B></A>', { B: '1' }],
  ['<A><L><member>x</member><member>y</member></L></A>', { L: ['x', 'y'] }],
  ['<A>\n  <B> kept </B>\n  <C/>\n  <D></D>\n</A>', { B: ' kept ', C: '', D: '' }],
  [
    '<A><T>{&quot;a&quot;: &lt;1 &amp;amp; 2&gt;}&#xD;&#10;</T></A>',
    { T: '{"a": <1 &amp; 2>}\r\n' },
  ],
  ['<A><L><member><K>k</K></member></L></A>', { L: [{ K: 'k' }] }],
  ['', undefined],
] as const)('%s', (text, value) => {
  expect(readXml(text)).toEqual(value);
});

test('lists are numbered from one, and what is not given is left out', () => {
  const input = { Name: 'a b', Gone: undefined, Tags: [{ Key: 'k', Value: 'v' }], Is: true };

  expect(formOf(input)).toBe('Name=a+b&Tags.member.1.Key=k&Tags.member.1.Value=v&Is=true');
});
