int été = \u00e9; $x $ @ ` \ #
