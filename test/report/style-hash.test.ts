import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import {style, styleHash} from '../../source/report/html/style.ts';

test('the page\'s policy admits its own style and no other', () => {
	expect(styleHash).toBe(`sha256-${createHash('sha256').update(style).digest('base64')}`);
});
