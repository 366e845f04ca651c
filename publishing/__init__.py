"""What a province shows to everybody: data sets and pictures, provided by the rooms that have the rows; knows none of them."""
