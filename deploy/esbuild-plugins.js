// What makes a bundle smaller, without changing what its code does.

import { readFile } from 'node:fs/promises';

/**
 * The SDK's clients describe every operation of their service, in arrays that a bundler could leave out where nobody
 * asks for them. It does not, for two reasons: it cannot tell that a computed key has no effect (`{ [_h]: 1 }`), and
 * every error is registered. The keys are constants of the same file, and are written out. An error that is not
 * registered is thrown as its service's plain one, with the same name, text and metadata, which is all we read.
 */
const schemasInPart = {
  name: 'schemas in part',
  setup(build) {
    const schemas = /@aws-sdk[\\/][\w-]+[\\/]dist-es[\\/].*schemas_\d+\.js$/;
    build.onLoad({ filter: schemas }, async ({ path }) => ({
      contents: withoutErrors(withKeysWrittenOut(await readFile(path, 'utf8'))),
      loader: 'js',
    }));
  },
};

export function withKeysWrittenOut(source) {
  const constants = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replaceAll(/\[(_\w+)\]:/g, (whole, name) =>
    constants.has(name) ? `${constants.get(name)}:` : whole,
  );
}

/** Those of the service; the plain one is in a registry of its own. */
function withoutErrors(source) {
  return source.replaceAll(/^n\d+_registry\.registerError\(.*\);$/gm, '');
}

/** Of its own package.json a client needs the version, for the name that it gives itself. */
const versionsOnly = {
  name: 'versions only',
  setup(build) {
    build.onLoad({ filter: /@aws-sdk[\\/][\w-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** What is imported when it is first needed, and never is: no operation here streams events. */
const leftOut = {
  name: 'left out',
  setup(build) {
    const namespace = 'left-out';
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `throw new Error('Expected no use of ${path}, which the bundle leaves out.');`,
      loader: 'js',
    }));
  },
};

/**
 * Parts of the SDK that are there for other places than Lambda, or for calls that nobody makes here: hashes in JavaScript,
 * where Node.js has none of its own; events that are streamed; the endpoints that DynamoDB gives to those who ask for
 * them, in a cache that a Map is as good as; the SDK's own retries, for ours wait on our clock; XML in what S3 is asked
 * for, which is objects alone. What is called all the same says so.
 */
const XML_WRITER = `export class XmlShapeSerializer {
  setSerdeContext() {}
  write() { throw new Error('Expected no XML to be written, which the bundle leaves out.'); }
  flush() { return undefined; }
}`;

/** Headers of events that are streamed, which alone are written in bytes to be signed. */
const NO_EVENTS = `export class HeaderFormatter {
  format() { throw new Error('Expected no event to be signed, which the bundle leaves out.'); }
}`;

/** What signs for several regions at once is in a package that is not there: as before, this says so. */
const ONE_REGION = `import { SignatureV4SignWithCredentials } from './SignatureV4SignWithCredentials';
export class SignatureV4MultiRegion extends SignatureV4SignWithCredentials {
  static sigv4aDependency() { return 'none'; }
}`;

/** Directory buckets, which alone have sessions, keep no versions of objects: no artifact can be pinned in one. */
const NO_SESSIONS = `export class S3ExpressIdentityProviderImpl {
  async getS3ExpressIdentity() {
    throw new Error('Expected no directory bucket, whose sessions the bundle leaves out.');
  }
}`;

/** A client follows no bucket into another region without being told to, and none is. */
const NO_REDIRECTS = `export const getRegionRedirectMiddlewarePlugin = () => ({ applyToStack() {} });
export const [regionRedirectMiddleware, regionRedirectMiddlewareOptions] = [];`;

/** What remembers values that contain themselves: what comes as JSON does not. As in zod/mini, which has none of it. */
const NO_CYCLES = `export class $ZodCyclicError extends Error {}
export const memoizer = () => undefined;
export const isRecursiveSchema = () => false;
export const isBackEdge = () => false;`;

const elsewhere = {
  name: 'for elsewhere',
  setup(build) {
    const left = (name) =>
      `export class ${name} { constructor() { throw new Error('Expected no use of ${name}, which the bundle leaves out.'); } }`;
    const parts = [
      [/[\\/]zod[\\/]v4[\\/]core[\\/]memoizer\.js$/, NO_CYCLES],
      [/[\\/]sha1[\\/]Sha1Js\.js$/, left('Sha1Js')],
      [/[\\/]sha256[\\/]Sha256Js\.js$/, left('Sha256Js')],
      [/[\\/]md5[\\/]Md5Js\.js$/, left('Md5Js')],
      [/[\\/]signature-v4[\\/].*[\\/]HeaderFormatter\.js$/, NO_EVENTS],
      [/[\\/]SignatureV4MultiRegion\.js$/, ONE_REGION],
      [/[\\/]S3ExpressIdentityProviderImpl\.js$/, NO_SESSIONS],
      [/[\\/]CreateSessionCommand\.js$/, left('CreateSessionCommand')],
      [/[\\/]region-redirect-middleware\.js$/, NO_REDIRECTS],
      [/[\\/]xml[\\/]XmlShapeSerializer\.js$/, XML_WRITER],
      [/[\\/]util-retry[\\/]DefaultRateLimiter\.js$/, left('DefaultRateLimiter')],
      [/[\\/]util-retry[\\/]StandardRetryStrategy\.js$/, left('StandardRetryStrategy')],
      [/[\\/]util-retry[\\/]AdaptiveRetryStrategy\.js$/, left('AdaptiveRetryStrategy')],
      [
        /[\\/]eventstream-serde[\\/]EventStreamMarshaller\.js$/,
        'export class EventStreamMarshaller {} export const eventStreamSerdeProvider = () => new EventStreamMarshaller();',
      ],
      [
        /mnemonist[\\/]lru-cache\.js$/,
        'module.exports = class extends Map { constructor() { super(); } };',
      ],
    ];
    for (const [filter, contents] of parts)
      build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
  },
};

/** Every schema of Zod can write itself as JSON Schema; on Lambda none is asked to. */
const noJsonSchema = {
  name: 'no JSON Schema',
  setup(build) {
    const writers = /zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/;
    build.onLoad({ filter: writers }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const declared = [...source.matchAll(/^export (?:const|function) (\w+)/gm)];
      const names = declared.map(([, name]) => name);
      const text = 'Expected no JSON Schema to be asked for, which the bundle leaves out.';
      const contents = [
        `const leftOut = () => { throw new Error(${JSON.stringify(text)}); };`,
        `const make = () => leftOut;`,
        `export { ${names.map((name) => `make as ${name}`).join(', ')}, make as process };`,
      ].join('\n');
      return { contents, loader: 'js' };
    });
  },
};

/** What a schema says of itself is for the files that are made from it: no function asks a schema what it means. */
const noDescriptions = {
  name: 'no descriptions',
  setup(build) {
    const schemas = /[\\/]core[\\/](command|gate|messages|pipeline|practice)[\\/].*\.ts$/;
    build.onLoad({ filter: schemas }, async ({ path }) => ({
      contents: withoutDescriptions(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** Of the texts that are written out: one that is put together is left as it is. Where nothing else is said, all goes. */
export function withoutDescriptions(source) {
  return source
    .replaceAll(/^(.*\bdescription:\s+)(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/gm, "$1''")
    .replaceAll(/^(.*\bexamples:\s+)\[(?:[^[\]{}]|\[[^[\]{}]*\]|\{[^[\]{}]*\})*\]/gm, '$1[]')
    .replaceAll(/\.meta\(\{\s*description:\s+''(?:,\s*examples:\s+\[\])?,?\s*\}\)/g, '');
}

/** What a region is called in words, which nobody shows. */
const regionsByCode = {
  name: 'regions by code',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/ },
      async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replaceAll(/"?description"?: "[^"\n]*",?/g, ''),
        loader: 'js',
      }),
    );
  },
};

/** Of ical.js what reads calendars: no function writes one, and none reads a card of a person. */
const calendarsOnly = {
  name: 'calendars only',
  setup(build) {
    build.onLoad({ filter: /[\\/]ical\.js[\\/]dist[\\/]ical\.js$/ }, async ({ path }) => ({
      contents: withoutCards(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** What is replaced has to be there: another version of it may be made otherwise. */
function withoutCards(source) {
  const parts = [
    [/\bvcard3?: vcard3?Set\b/g, (whole) => whole.replace(/vcard3?Set/, 'icalSet')],
    [/= extend\(/g, '= /* @__PURE__ */ extend('],
    [/^const vcardValues = .*?(?=^\/\*\*\n \* iCalendar design set)/gms, ''],
    [/^let vcardSet = \{.*?(?=^\/\*\*\n \* The design data)/gms, ''],
    [/^class VCardTime extends Time \{.*?^\}$/gms, ''],
    [/^function stringify\(jCal\) \{.*?(?=^const NAME_INDEX\$1 = 0;)/gms, NO_WRITER],
    [/^ {2}Binary,\n.*?(?=^\};)/gms, '  Component, Event, parse\n'],
  ];
  return parts.reduce((text, [what, by]) => {
    if (text.search(what) === -1) throw new Error(`Expected ${what} in ical.js, got none.`);
    return text.replace(what, by);
  }, source);
}

const NO_WRITER = `const stringify = {
  component() { throw new Error('Expected no calendar to be written, which the bundle leaves out.'); },
  property() { throw new Error('Expected no calendar to be written, which the bundle leaves out.'); },
};
`;

/** A build that fails leaves those of the other functions open, and Serverless waits for them for ever. */
const endsAfterErrors = {
  name: 'ends after errors',
  setup(build) {
    build.onEnd(({ errors }) => {
      const toTellThem = 2000;
      if (errors.length > 0) setTimeout(() => process.exit(1), toTellThem);
    });
  },
};

export default [
  schemasInPart,
  versionsOnly,
  leftOut,
  elsewhere,
  noJsonSchema,
  noDescriptions,
  regionsByCode,
  calendarsOnly,
  endsAfterErrors,
];
