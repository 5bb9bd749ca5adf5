// The origin of a site in a distribution's configuration, as CloudFront writes it: of what is not understood here,
// nothing is changed.

interface Sought {
  readonly id: string | undefined;
  readonly bucket: string;
}

/** An origin, and within it nothing of another one: origins are not nested. */
const ORIGINS = /<Origin>([\s\S]*?)<\/Origin>/g;

interface Found {
  readonly xml: string;
  readonly path: string;
}

/** The origin that is named, else the only one whose domain is the bucket's; or what is wrong. */
export function originIn(
  configuration: string,
  { id, bucket }: Sought,
): Found | { readonly problem: string } {
  const all = [...configuration.matchAll(ORIGINS)].map(([xml]) => ({
    xml,
    id: within(xml, 'Id'),
    domain: within(xml, 'DomainName') ?? '',
    path: within(xml, 'OriginPath') ?? '',
  }));
  const own = all.filter((it) =>
    id === undefined ? it.domain.startsWith(`${bucket}.s3`) : it.id === id,
  );
  const [found, ...more] = own;
  const named = all.map((it) => `${it.id} (${it.domain})`).join(', ') || 'none';
  if (found === undefined)
    return {
      problem: `to have ${id === undefined ? `an origin whose domain is bucket ${bucket}’s` : `the origin ${id}`}, got ${named}`,
    };
  if (more.length > 0)
    return {
      problem: `to have one origin of bucket ${bucket}, got ${named}: name it (site.origin)`,
    };
  if (!found.domain.startsWith(`${bucket}.s3`))
    return { problem: `to have bucket ${bucket} behind origin ${id}, got ${found.domain}` };
  return found;
}

/** The configuration, with that path of the origin. */
export function withPath(configuration: string, sought: Sought, path: string): string {
  const found = originIn(configuration, sought);
  if ('problem' in found) throw new Error(`Expected an origin that was found, got none.`);
  const told = `<OriginPath>${path}</OriginPath>`;
  const bare = found.xml.replace(/<OriginPath>[^<]*<\/OriginPath>|<OriginPath\s*\/>/, '');
  const changed = bare.replace(/(<DomainName>[^<]*<\/DomainName>)/, `$1${told}`);
  return configuration.replace(found.xml, () => changed);
}

function within(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
}
