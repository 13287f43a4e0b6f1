"""Where a villager says it is: the names of a village heard in a sentence, without a map."""
