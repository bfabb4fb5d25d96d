// Vega-Lite specifications into SVG text, in one style; no browser and no canvas is needed.

import type { TopLevelSpec } from 'vega-lite'

export const BLUE = '#1f6fb2'
const CONFIG = {
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: { labelLimit: 220, titleFontWeight: 'normal' },
} as const

/** Draws a specification. The libraries are loaded here, so that nothing else needs them. */
export async function draw(spec: TopLevelSpec): Promise<string> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')])
  const compiled = compile({ ...spec, background: 'white', padding: 8, config: CONFIG } as TopLevelSpec)
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logLevel: vega.Error })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}
