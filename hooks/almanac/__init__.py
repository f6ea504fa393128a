"""From the folder of records to the campaign site, floor by floor."""
