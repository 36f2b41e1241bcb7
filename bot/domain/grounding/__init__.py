"""May a sentence be published? Only where the facts that it cites say all of it. Pure, and it says why not."""
