// What the artifact of a build says of the images that it pushed.

import { imagesIn } from '../../core/admission/image-files.ts';

test('each container has its image, or whichever a target means', () => {
  expect(imagesIn('imagedefinitions.json', '[{"name":"app","imageUri":"a/shop:41"}]')).toEqual({
    images: { app: 'a/shop:41' },
  });
  expect(imagesIn('imageDetail.json', '{"ImageURI":"a/shop@sha256:1"}')).toEqual({
    images: { '*': 'a/shop@sha256:1' },
  });
});

test.each([
  ['imagedefinitions.json', '[]'],
  ['imagedefinitions.json', '{"ImageURI":"a"}'],
  ['imagedefinitions.json', '[{"name":"app","imageUri":"a b"}]'],
  ['imageDetail.json', 'not JSON'],
] as const)('%s with %s says what was expected', (file, text) => {
  expect(imagesIn(file, text)).toEqual({ problem: expect.stringContaining(`expected ${file}`) });
});
