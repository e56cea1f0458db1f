import { expect, test } from 'vitest';
import { realWorld } from '../../../../main/data-service/runtime/world.ts';
import { expectValue } from '../../../../shared/lifetime/result.ts';
import { startDesk, startInput, temporaryFolder, until } from '../../../helpers/desk.ts';
import { madePolicy } from '../../../helpers/case-fixtures.ts';
import { createModelBackend, modelInvitation } from '../../../helpers/model-backend.ts';

const at = (port: number) => `http://127.0.0.1:${port}`;

test('a desk stays enrolled when its embedded backend had to take another port', async () => {
  const dataDir = temporaryFolder();
  const world = { ...realWorld(), fetch: createModelBackend(madePolicy).fetch };
  const enrolmentAfter = async (changes: Parameters<typeof startInput>[1]) => {
    const desk = startDesk(startInput(dataDir, changes), world);
    const read = async () => expectValue(await desk.page.call.readDesk({})).enrolment;
    const enrolment = await until(read, (one) => one !== null);
    await desk.stop();
    return enrolment;
  };

  const first = await enrolmentAfter({
    enrolAt: { backendUrl: at(4001), invitation: modelInvitation },
  });
  const moved = { fromUrl: at(4001), toUrl: at(4002) };
  const second = await enrolmentAfter({ backendMoved: moved });
  expect(second).toEqual({ ...first, backendUrl: `${at(4002)}/` });

  const stranger = { fromUrl: at(5000), toUrl: at(5001) };
  expect(await enrolmentAfter({ backendMoved: stranger })).toEqual(second);
});
