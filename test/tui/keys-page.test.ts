import {expect, it} from 'vitest';
import {keysPage} from '../support/keys-page.ts';

it('docs/keys.md is what the key table says', async () => {
	await expect(keysPage()).toMatchFileSnapshot('../../docs/keys.md');
});
