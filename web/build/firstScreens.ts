type Graph = { getModuleInfo(id: string): { importers: readonly string[] } | null }

const first = /quests\/BoardPage\.tsx|operations\/HomePage\.tsx/

/** The chunk of a module that the first screens have in common with others; none for what only others share. */
export function firstScreens(id: string, graph: Graph): 'shared' | null {
  const seen = new Set([id])
  // The set grows while it is walked.
  for (const module of seen) {
    if (first.test(module)) return 'shared'
    for (const importer of graph.getModuleInfo(module)?.importers ?? []) seen.add(importer)
  }
  return null
}
